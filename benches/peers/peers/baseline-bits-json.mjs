import { bits } from './baseline-bits.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { permissions: keys, roles, teams, users: people } = JSON.parse(new TextDecoder().decode(bytes))
  const permissions = new Map(keys.map((key, permission) => [key, permission]))
  const roleNumbers = new Map(roles.map(([id], role) => [id, role]))
  const teamNumbers = new Map(teams.map(([id], team) => [id, team]))
  const users = new Map()

  const words = Math.ceil(keys.length / 32)
  const rows = new Uint32Array(roles.length * words)
  roles.forEach(([, held], role) => {
    for (const key of held) {
      const permission = permissions.get(key)
      rows[role * words + (permission >> 5)] |= 1 << (permission & 31)
    }
  })

  const lists = (Numbers, numbers, entries, of) => {
    const starts = new Uint32Array(entries.length + 1)
    const all = new Numbers(entries.reduce((sum, entry) => sum + entry[of].length, 0))
    let at = 0
    for (let entry = 0; entry < entries.length; entry++) {
      for (const id of entries[entry][of]) all[at++] = numbers.get(id)
      starts[entry + 1] = at
    }
    return [starts, all]
  }
  const [teamRolesAt, teamRoles] = lists(Uint16Array, roleNumbers, teams, 1)
  const [userRolesAt, userRoles] = lists(Uint16Array, roleNumbers, people, 1)
  const [userTeamsAt, userTeams] = lists(Uint32Array, teamNumbers, people, 2)
  for (let user = 0; user < people.length; user++) users.set(people[user][0], user)
  return bits({ permissions, users, words, rows, teamRolesAt, teamRoles, userRolesAt, userRoles, userTeamsAt, userTeams })
}
