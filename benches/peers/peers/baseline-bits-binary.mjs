import { bits } from './baseline-bits.mjs'

/** Reads the lists where they lie; only the two `Map`s are built. @param {Uint8Array} bytes */
export function load(bytes) {
  const [permissionCount, userCount, roleCount, teamCount, teamRoleCount, userRoleCount, userTeamCount] = new Uint32Array(bytes.buffer, bytes.byteOffset, 7)
  const words = Math.ceil(permissionCount / 32)
  let at = bytes.byteOffset + 28
  const list = (Numbers, count) => {
    const numbers = new Numbers(bytes.buffer, at, count)
    at += numbers.byteLength
    return numbers
  }
  const rows = list(Uint32Array, roleCount * words)
  const teamRolesAt = list(Uint32Array, teamCount + 1)
  const userRolesAt = list(Uint32Array, userCount + 1)
  const userTeamsAt = list(Uint32Array, userCount + 1)
  const userTeams = list(Uint32Array, userTeamCount)
  const teamRoles = list(Uint16Array, teamRoleCount)
  const userRoles = list(Uint16Array, userRoleCount)

  // Of all ways to get strings out of bytes that were tried, JSON in lines has the quickest start, and no other gives strings that look-ups
  // are quicker with: slices of one long text take twice as long to compare.
  const [first, ...lines] = new TextDecoder('latin1').decode(bytes.subarray(at - bytes.byteOffset)).split('\n')
  const permissions = new Map()
  for (const key of JSON.parse(first)) permissions.set(key, permissions.size)
  const users = new Map()
  for (const line of lines) for (const id of JSON.parse(line)) users.set(id, users.size)
  return bits({ permissions, users, words, rows, teamRolesAt, teamRoles, userRolesAt, userRoles, userTeamsAt, userTeams })
}
