// The organisation of the comparison with other libraries, signed.
import { pack } from 'rolepack/author'
import { keys } from '../../pkg/test/suite/signed.mjs'
import { organisation, roleId, teamId, userId } from '../peers/workload/organisation.mjs'

/** Its source, and a user who may create runs. */
export function source(users) {
  const { permissions, roles, teams, userRolesAt, userRoles, userTeamsAt, userTeams } = organisation(users)
  const list = (values, at, user, id) => Array.from(values.subarray(at[user], at[user + 1]), id)
  const document = {
    organization: { id: 'acme' },
    permissions: permissions.map((key) => ({ key })),
    roles: roles.map((held, role) => ({ id: roleId(role), permissions: held.map((permission) => permissions[permission]) })),
    teams: teams.map((held, team) => ({ id: teamId(team), roles: held.map(roleId) })),
    users: Array.from({ length: users }, (_, user) => ({ id: userId(user), roles: list(userRoles, userRolesAt, user, roleId), teams: list(userTeams, userTeamsAt, user, teamId) })),
  }
  const grants = new Set(document.roles.filter((role) => role.permissions.includes('createRun')).map(({ id }) => id))
  return { document, user: document.users.find((user) => user.roles.some((role) => grants.has(role))).id }
}

/** Packs and signs: `sign(document, sequence)`. */
export async function signer() {
  const pair = await keys()
  const sign = (document, sequence) => pair.sign(pack(document, { sequence, created: Date.now(), expires: Date.now() + 86_400_000 }).bytes)
  return { publicKey: pair.publicKey, sign }
}
