/** A small organisation with something of everything. */
export const organization = {
  organization: { id: 'acme', name: 'Acme' },
  dimensions: ['owner'],
  permissions: [
    { key: 'createRun', permissionGroup: 'runs' },
    { key: 'closeRun', permissionGroup: 'runs' },
    { key: 'read/runs', permissionGroup: 'runs', kind: 'read' },
    { key: 'tax', rights: ['list', 'add', 'delete'] },
    { key: 'visit' },
    { key: 'größe' },
  ],
  roles: [
    { id: 'operator', permissions: ['createRun', 'größe', { permission: 'tax', rights: ['list', 'add'] }] },
    { id: 'lead', permissionGroups: ['runs'] },
    { id: 'visitor', applyTo: 'slideIn', permissions: ['visit'] },
    { id: 'admin', system: true, permissions: ['closeRun'] },
  ],
  teams: [{ id: 'line-1', roles: [{ role: 'lead', within: 'plant-b' }] }],
  users: [
    { id: 'ada', email: 'ada@acme.example', roles: ['operator', 'visitor'], teams: ['line-1'], accessLevels: ['plant-a'] },
    { id: 'björn', roles: ['operator'], accessLevels: ['plant-a'] },
    { id: 'eve', active: false, roles: ['admin'] },
    { id: 'noor', roles: [] },
  ],
  groupMappings: [{ provider: 'okta', group: 'Ops', roles: ['operator'], teams: ['line-1'] }],
  accessLevels: [
    { key: 'plant-a', company: 'ACME', description: 'A', locations: ['A'], tools: ['*'], covers: { owner: ['$user'] } },
    { key: 'plant-b', company: 'ACME', description: 'B', locations: ['B', 'B2'] },
  ],
}
