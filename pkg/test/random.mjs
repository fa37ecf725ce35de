// Random organisations with something of everything, and requests about them, malformed ones too. The same seed gives the same.

/** Numbers below a bound. */
export function random(seed) {
  let state = (seed * 2654435761) % 2147483647 || 1
  return (bound) => (state = (state * 48271) % 2147483647) % bound
}

export function organizationOf(draw) {
  const names = (letter, count) => Array.from({ length: count }, (_, at) => `${letter}${at}${['', 'é', '名', '\u{1F680}', '\uff5e', '__proto__'][draw(12)] ?? ''}`)
  const some = (list, most) => list.filter(() => draw(list.length) < most)
  const dimensions = names('d', draw(3))
  const areas = names('g', draw(4))
  const rights = names('right', 4)
  const permissions = ['constructor', ...names('p', 3 + draw(6))].map((key) => ({ key, ...(areas.length && draw(2) && { permissionGroup: areas[draw(areas.length)] }), ...(draw(3) === 0 && { kind: 'read' }), ...(draw(3) === 0 && { rights: some(rights, 2) }) }))
  const held = (permission) => (permission.rights?.length ? { permission: permission.key, rights: [permission.rights[0]] } : permission.key)
  const roles = names('r', 2 + draw(5)).map((id, at) => ({ id, system: at > 1 && draw(3) === 0, applyTo: ['login', 'slideIn', 'loginAndSlideIn'][draw(5)] ?? 'loginAndSlideIn', permissions: some(permissions, 3).map(held), permissionGroups: some(areas.filter((area) => permissions.some(({ permissionGroup }) => permissionGroup === area)), 1) }))
  const levels = draw(4) ? names('l', draw(5)) : []
  const values = ['A', 'B', '*', '$user', 'u1', 'mail2']
  const users = [...names('u', 2 + draw(6)), '__proto__']
  const accessLevels = levels.map((key, at) => ({ key, company: ['C', 'D', '*'][draw(3)], description: key, isActive: draw(4) > 0, isDefault: false, locations: some(values, 2), tools: some(values, 2), parties: some(values, 1), covers: Object.fromEntries(dimensions.map((name) => [name, some(values, 2)])), ...(draw(3) === 0 && { employee: draw(2) ? `e${draw(4)}` : users[draw(users.length)] }) }))
  for (const company of ['C', 'D', '*']) {
    const first = accessLevels.find((level) => level.company === company)
    if (first && draw(2)) first.isDefault = true
  }
  const reference = ({ key, company }) => ({ company, key })
  const assignments = (list) => some(list, 2).flatMap(({ id }) => (accessLevels.length && draw(2) ? [...(draw(2) ? [id] : []), { role: id, within: reference(accessLevels[draw(accessLevels.length)]) }] : [id]))
  const teams = names('t', draw(4)).map((id) => ({ id, roles: assignments(roles.filter(({ system }) => !system)) }))
  return {
    organization: { id: 'acme', unknownUsers: draw(4) ? 'groups' : 'deny' },
    dimensions, permissions, roles, teams, accessLevels,
    users: users.map((id, at) => ({ id, active: draw(6) > 0, ...(draw(2) && { email: draw(3) ? `mail${at}` : id }), ...(draw(3) === 0 && { employee: `e${at}` }), roles: assignments(roles), teams: some(teams, 1).map(({ id }) => id), accessLevels: some(accessLevels, 1).map(reference) })),
    groupMappings: names('m', draw(4)).map((group) => ({ provider: ['okta', 'entra'][draw(2)], group, roles: assignments(roles), teams: some(teams, 1).map(({ id }) => id) })),
  }
}

/** A request that may be answered by anything; one in ten is malformed. */
export function requestOf({ permissions, users, dimensions, groupMappings, accessLevels }, draw) {
  const one = (list) => list[draw(list.length)]
  const permission = one(permissions)
  const names = ['company', 'location', 'tool', 'party', ...dimensions, ...(draw(30) ? [] : ['colour', '__proto__', 'constructor'])]
  const value = () => one(['A', 'B', 'C', 'D', 'u1', 'mail2', 'Z', one(users).id, one(users).email ?? 'A', ...(accessLevels.length ? [one(accessLevels).company === '*' ? 'C' : one(accessLevels).key] : [])])
  const request = {
    user: draw(8) ? one(users).id : one(['nobody', 'a stranger', 'v', '', 'é'.repeat(200), 'x'.repeat(512), 'é'.repeat(257)]),
    permission: draw(12) ? permission.key : one(['nothing', 'p', 'constructor', '__proto__', 'x\0', '名'.repeat(171)]),
    ...((permission.rights?.length ? draw(6) > 0 : draw(15) === 0) && { right: one([...(permission.rights ?? []), ...(draw(4) ? [] : ['other', 'right1', null, undefined])]) ?? 'right0' }),
    ...(draw(2) && { resource: Object.fromEntries(Array.from({ length: draw(3) }, () => [one(names), value()])) }),
    ...(draw(3) === 0 && { accessMethod: one(['login', 'slideIn']) }),
    ...(draw(2) && { identityGroups: Array.from({ length: draw(4) }, () => (groupMappings.length && draw(4) ? (({ provider, group }) => ({ provider, group }))(one(groupMappings)) : { provider: 'okta', group: 'none' })) }),
  }
  if (draw(10)) return request
  const odd = () => one([undefined, null, 0, 1, true, '', '\ud800', '*', '$user', 'a\x7f', [], {}, Symbol('a'), 'x'.repeat(513), new Map(), [undefined]])
  switch (draw(7)) {
    case 0:
      return odd()
    case 1:
      return { ...request, [one(['user', 'permission', 'right', 'resource', 'identityGroups', 'accessMethod', 'other'])]: odd() }
    case 2:
      return { ...request, resource: { location: odd(), [one(['A', '', 'location', '*'])]: 'A' } }
    case 3:
      return { ...request, identityGroups: [odd()] }
    case 4:
      return { ...request, identityGroups: [{ provider: 'okta', group: odd() }] }
    case 5:
      return Object.assign(Object.create({ user: 'u0' }), request)
    default:
      return Object.defineProperty({ ...request }, one(['user', 'resource', 'right']), { get() { throw new Error('no') } })
  }
}
