import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { roleId, teamId, userId } from './organisation.mjs'

/** @typedef {import('./organisation.mjs').Organisation} Organisation */

/** What each form of the data is made by: the bytes that would lie on a disk or go over the wire. */
export const FORMS = { document, bits, policies, snapshot }

/**
 * JSON for those that read JSON: no name is written more often than it must.
 *
 * @param {Organisation} organisation
 */
function document({ permissions, roles, teams, ...organisation }) {
  const lines = []
  for (let user = 0; user < organisation.users; user++) {
    lines.push(JSON.stringify([userId(user), rolesOf(organisation, user).map(roleId), teamsOf(organisation, user).map(teamId)]))
  }
  const head = JSON.stringify({
    permissions,
    roles: roles.map((role, at) => [roleId(at), role.map((permission) => permissions[permission])]),
    teams: teams.map((team, at) => [teamId(at), team.map(roleId)]),
  })
  return Buffer.from(`${head.slice(0, -1)},"users":[${lines.join(',\n')}]}`)
}

/**
 * The binary form for the bit sets: a head of seven numbers, the lists as they will lie in memory, then the names: a line of permissions,
 * and lines of a thousand users each, as JSON.
 *
 * @param {Organisation} organisation
 */
function bits({ users, permissions, roles, teams, userRolesAt, userRoles, userTeamsAt, userTeams }) {
  const words = Math.ceil(permissions.length / 32)
  const rows = new Uint32Array(roles.length * words)
  roles.forEach((role, at) => {
    for (const permission of role) rows[at * words + (permission >> 5)] |= 1 << (permission & 31)
  })
  const teamRoles = Uint16Array.from(teams.flat())
  const teamRolesAt = new Uint32Array(teams.length + 1)
  teams.forEach((team, at) => (teamRolesAt[at + 1] = teamRolesAt[at] + team.length))
  const lines = [permissions]
  for (let from = 0; from < users; from += 1000) {
    lines.push(Array.from({ length: Math.min(1000, users - from) }, (_, at) => userId(from + at)))
  }
  const names = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))
  const head = Uint32Array.of(permissions.length, users, roles.length, teams.length, teamRoles.length, userRoles.length, userTeams.length)
  // Wide numbers first, so that every list lies where a typed array may begin.
  const lists = [head, rows, teamRolesAt, userRolesAt, userTeamsAt, userTeams, teamRoles, userRoles]
  return Buffer.concat([...lists.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)), names])
}

/**
 * Casbin's policies. A role's permissions are a group of resources (`g2`), so that there is one rule a role and not one a grant: its
 * documentation asks for few rules.
 *
 * @param {Organisation} organisation
 */
function policies({ permissions, roles, teams, ...organisation }) {
  const lines = roles.map((_, role) => `p, ${roleId(role)}, ${roleId(role)}-permissions`)
  roles.forEach((role, at) => {
    for (const permission of role) lines.push(`g2, ${permissions[permission]}, ${roleId(at)}-permissions`)
  })
  teams.forEach((team, at) => {
    for (const role of team) lines.push(`g, ${teamId(at)}, ${roleId(role)}`)
  })
  for (let user = 0; user < organisation.users; user++) {
    for (const role of rolesOf(organisation, user)) lines.push(`g, ${userId(user)}, ${roleId(role)}`)
    for (const team of teamsOf(organisation, user)) lines.push(`g, ${userId(user)}, ${teamId(team)}`)
  }
  return Buffer.from(lines.join('\n'))
}

/**
 * Rolepack's snapshot, packed by the command line; without labels, for no other form has any.
 *
 * @param {Organisation} organisation
 * @param {{ folder: string, rolepack: string }} place
 */
function snapshot({ permissions, roles, teams, ...organisation }, { folder, rolepack }) {
  const source = join(folder, 'source')
  rmSync(source, { recursive: true, force: true })
  mkdirSync(source, { recursive: true })
  const held = (role) => role.map((permission) => permissions[permission])
  writeFileSync(join(source, 'organisation.json'), JSON.stringify({
    organization: { id: 'acme' },
    permissions: permissions.map((key) => ({ key })),
    roles: roles.map((role, at) => ({ id: roleId(at), permissions: held(role) })),
    teams: teams.map((team, at) => ({ id: teamId(at), roles: team.map(roleId) })),
  }))
  const file = openSync(join(source, 'users.jsonl'), 'w')
  for (let from = 0; from < organisation.users; from += 10_000) {
    const lines = []
    for (let user = from; user < Math.min(from + 10_000, organisation.users); user++) {
      lines.push(JSON.stringify({ id: userId(user), roles: rolesOf(organisation, user).map(roleId), teams: teamsOf(organisation, user).map(teamId) }), '\n')
    }
    writeSync(file, lines.join(''))
  }
  closeSync(file)
  const packed = join(folder, 'acme.rolepack')
  execFileSync(rolepack, ['pack', source, '--no-labels', '-o', packed], { stdio: 'pipe' })
  rmSync(source, { recursive: true })
  const bytes = readFileSync(packed)
  rmSync(packed)
  return bytes
}

/** @param {Pick<Organisation, 'userRolesAt' | 'userRoles'>} organisation @param {number} user @returns {number[]} */
export const rolesOf = ({ userRolesAt, userRoles }, user) => [...userRoles.subarray(userRolesAt[user], userRolesAt[user + 1])]
/** @param {Pick<Organisation, 'userTeamsAt' | 'userTeams'>} organisation @param {number} user @returns {number[]} */
export const teamsOf = ({ userTeamsAt, userTeams }, user) => [...userTeams.subarray(userTeamsAt[user], userTeamsAt[user + 1])]
