import { readFileSync } from 'node:fs'
import { random } from './random.mjs'

export const SEED = 491

/**
 * An organisation as all that are compared get it, in numbers. User `u` holds `userRoles` from `userRolesAt[u]` up to
 * `userRolesAt[u + 1]`, and so on.
 *
 * @typedef {object} Organisation
 * @property {number} users
 * @property {string[]} permissions      the keys of ION
 * @property {number[][]} roles          the permissions of each role, ascending
 * @property {number[][]} teams          the roles of each team
 * @property {Uint32Array} userRolesAt
 * @property {Uint16Array} userRoles
 * @property {Uint32Array} userTeamsAt
 * @property {Uint32Array} userTeams
 */

/**
 * 47 roles with 5 to 40 % of the permissions; a team for every 50 users, with 0 to 3 roles; users with 0 to 2 roles and 0 to 3 teams.
 *
 * @param {number} users
 * @returns {Organisation}
 */
export function organisation(users) {
  const draw = random(SEED)
  const permissions = permissionKeys()
  const roles = Array.from({ length: 47 }, () => {
    const share = 0.05 + (draw.below(3501) / 10_000)
    return draw.distinct(Math.round(share * permissions.length), permissions.length).sort((a, b) => a - b)
  })
  const teams = Array.from({ length: Math.ceil(users / 50) }, () => draw.distinct(draw.below(4), roles.length))

  const userRolesAt = new Uint32Array(users + 1)
  const userTeamsAt = new Uint32Array(users + 1)
  const userRoles = new Uint16Array(users * 2)
  const userTeams = new Uint32Array(users * 3)
  for (let user = 0; user < users; user++) {
    userRolesAt[user + 1] = append(userRoles, userRolesAt[user], draw.distinct(draw.below(3), roles.length))
    userTeamsAt[user + 1] = append(userTeams, userTeamsAt[user], draw.distinct(draw.below(4), teams.length))
  }
  return {
    users,
    permissions,
    roles,
    teams,
    userRolesAt,
    userRoles: userRoles.slice(0, userRolesAt[users]),
    userTeamsAt,
    userTeams: userTeams.slice(0, userTeamsAt[users]),
  }
}

/** @param {Uint16Array | Uint32Array} list @param {number} at @param {number[]} values */
function append(list, at, values) {
  list.set(values, at)
  return at + values.length
}

/** The permissions that ION has: the catalogue without what it adds, one `read` permission an area. */
function permissionKeys() {
  const catalogue = JSON.parse(readFileSync(new URL('../../../catalogue/ion@1.json', import.meta.url), 'utf8'))
  return catalogue.permissions.filter(({ kind }) => kind !== 'read').map(({ key }) => key)
}

/** 24 characters up to a million users. @param {number} user */
export const userId = (user) => `user-${String(user).padStart(6, '0')}@acme.example`
/** @param {number} role */
export const roleId = (role) => `role-${String(role).padStart(2, '0')}`
/** @param {number} team */
export const teamId = (team) => `team-${String(team).padStart(5, '0')}`
