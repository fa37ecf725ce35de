/** What can be done at a station, and what it takes. */
export const ACTIONS = {
  record: { label: 'Record a step', done: 'step recorded', permission: 'updateRunStep' },
  issue: { label: 'File an issue', done: 'issue filed', permission: 'createIssue' },
  close: { label: 'Close the run', done: 'run closed', permission: 'updateRun' },
  handover: { label: 'Leave a handover note', done: 'handover note left', permission: 'acme/shiftHandover', right: 'add' },
  calibrate: { label: 'Enter a calibration', done: 'calibration entered', permission: 'acme/toolCalibration', right: 'modify' },
  scrap: { label: 'Delete the record', done: 'record deleted', permission: 'acme/toolCalibration', right: 'delete' },
  release: { label: 'Release the hot fire', done: 'hot fire released', permission: 'acme/hotFireRelease' },
}

/** What stands on the floor: your database. */
export const STATIONS = [
  { id: 'line-1', plant: 'A', name: 'Line 1', work: 'Injector plate', run: 'R-2214', resource: { location: 'A' }, actions: ['record', 'issue', 'close', 'handover'] },
  { id: 'line-2', plant: 'B', name: 'Line 2', work: 'Thrust chamber weld', run: 'R-2231', resource: { location: 'B', equipmentItem: 'WELDER-1' }, actions: ['record', 'issue', 'close', 'handover'] },
  { id: 'cell-1', plant: 'A', name: 'Machining cell 1', work: 'Face seals, 12 of 40', run: 'R-2220', resource: { location: 'A-CELL-1', equipmentItem: 'CNC-1' }, actions: ['record', 'issue'] },
  { id: 'crib', plant: 'A', name: 'Tool crib', work: 'Torque wrench, due 4 December', run: 'TW-101', resource: { location: 'A-CRIB', tool: 'TORQUE-WRENCH-101' }, actions: ['calibrate', 'scrap'] },
  { id: 'stand-1', plant: 'C', name: 'Test stand 1', work: 'Valve timing, cold', run: 'R-2238', resource: { location: 'C-STAND-1', equipmentItem: 'STAND-1' }, actions: ['record', 'release'] },
  { id: 'stand-2', plant: 'C', name: 'Test stand 2', work: 'Hot fire 7, 40 seconds', run: 'R-2240', resource: { location: 'C-STAND-2', equipmentItem: 'STAND-2' }, actions: ['record', 'release'] },
]

/** Where a station is. It is looked up, for what a request says of its place is only the caller's word. Of one that does not exist null, which is refused. */
export function placeOf(id) {
  return STATIONS.find((station) => station.id === id)?.resource ?? null
}

/** Some of the sixty who work there. */
export const PEOPLE = [
  { id: 'diego@acme.example', name: 'Diego Muñoz', title: 'Operator, line 1' },
  { id: 'rashid@acme.example', name: 'Rashid al-Amin', title: 'Lead operator, line 2' },
  { id: 'E-1044', name: 'Jean-Luc Béranger', title: 'Night operator, cells' },
  { id: 'olga@acme.example', name: 'Olga Petrenko', title: 'Tool-crib keeper' },
  { id: 'freya@acme.example', name: 'Freya Blackwood', title: 'Test conductor, stand 2' },
  { id: 'theo@acme.example', name: 'Theo Papadopoulos', title: 'Operator in training' },
]

/** Why not, in words. */
export function inWords(reason) {
  if (reason === 'out-of-scope') return 'Not here: your roles reach elsewhere.'
  if (reason === 'access-method') return 'Not by this way of signing in.'
  if (reason === 'not-granted') return 'None of your roles has this.'
  return 'This cannot be answered now.'
}
