/**
 * What one would write by hand for speed: names to numbers by `Map`, and for each role a row of bits.
 *
 * @typedef {object} Tables
 * @property {Map<string, number>} permissions
 * @property {Map<string, number>} users
 * @property {number} words              the words of a row
 * @property {Uint32Array} rows
 * @property {Uint32Array} teamRolesAt   a team's roles: `teamRoles` from here up to the next
 * @property {Uint16Array} teamRoles
 * @property {Uint32Array} userRolesAt
 * @property {Uint16Array} userRoles
 * @property {Uint32Array} userTeamsAt
 * @property {Uint32Array} userTeams
 */

/** @param {Tables} tables */
export function bits({ permissions, users, words, rows, teamRolesAt, teamRoles, userRolesAt, userRoles, userTeamsAt, userTeams }) {
  /** The user's rows, laid over one another. */
  const gathered = (id) => {
    const own = new Uint32Array(words)
    const user = users.get(id)
    if (user === undefined) return own
    const add = (role) => {
      for (let word = 0; word < words; word++) own[word] |= rows[role * words + word]
    }
    for (let at = userRolesAt[user]; at < userRolesAt[user + 1]; at++) add(userRoles[at])
    for (let at = userTeamsAt[user]; at < userTeamsAt[user + 1]; at++) {
      const team = userTeams[at]
      for (let role = teamRolesAt[team]; role < teamRolesAt[team + 1]; role++) add(teamRoles[role])
    }
    return own
  }
  return {
    can(id, key) {
      const user = users.get(id)
      const permission = permissions.get(key)
      if (user === undefined || permission === undefined) return false
      const word = permission >> 5
      const bit = 1 << (permission & 31)
      for (let at = userRolesAt[user], end = userRolesAt[user + 1]; at < end; at++) {
        if (rows[userRoles[at] * words + word] & bit) return true
      }
      for (let at = userTeamsAt[user], end = userTeamsAt[user + 1]; at < end; at++) {
        const team = userTeams[at]
        for (let role = teamRolesAt[team], last = teamRolesAt[team + 1]; role < last; role++) {
          if (rows[teamRoles[role] * words + word] & bit) return true
        }
      }
      return false
    },
    gate(id) {
      const own = gathered(id)
      return {
        can(key) {
          const permission = permissions.get(key)
          return permission !== undefined && (own[permission >> 5] & (1 << (permission & 31))) !== 0
        },
      }
    },
    handles: (keys) => keys.map((key) => permissions.get(key)),
    gateByHandle(id) {
      const own = gathered(id)
      return { can: (permission) => (own[permission >> 5] & (1 << (permission & 31))) !== 0 }
    },
  }
}
