/** What can be done at a station, and what it takes. */
export const ACTIONS = {
  record: { done: 'step recorded', permission: 'updateRunStep' },
  issue: { done: 'issue filed', permission: 'createIssue' },
  close: { done: 'run closed', permission: 'updateRun' },
  handover: { done: 'handover note left', permission: 'acme/shiftHandover', right: 'add' },
  calibrate: { done: 'calibration entered', permission: 'acme/toolCalibration', right: 'modify' },
  scrap: { done: 'record deleted', permission: 'acme/toolCalibration', right: 'delete' },
  release: { done: 'hot fire released', permission: 'acme/hotFireRelease' },
}

/** What stands on the floor: your database. */
const STATIONS = new Map([
  ['line-1', { name: 'Line 1', resource: { location: 'A' } }],
  ['line-2', { name: 'Line 2', resource: { location: 'B', equipmentItem: 'WELDER-1' } }],
  ['crib', { name: 'Tool crib', resource: { location: 'A-CRIB', tool: 'TORQUE-WRENCH-101' } }],
  ['stand-1', { name: 'Test stand 1', resource: { location: 'C-STAND-1', equipmentItem: 'STAND-1' } }],
  ['stand-2', { name: 'Test stand 2', resource: { location: 'C-STAND-2', equipmentItem: 'STAND-2' } }],
])

export const nameOf = (station) => STATIONS.get(station).name

/** Where a station is. It is looked up, for what a request says of its place is only the caller's word. Of one that does not exist null, which is refused. */
export const placeOf = (station) => STATIONS.get(station)?.resource ?? null

/** Some of the sixty who work there. */
export const PEOPLE = new Map([
  ['diego@acme.example', 'Diego Muñoz'],
  ['rashid@acme.example', 'Rashid al-Amin'],
  ['olga@acme.example', 'Olga Petrenko'],
  ['freya@acme.example', 'Freya Blackwood'],
])
