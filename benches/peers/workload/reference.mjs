/**
 * The answer as plainly as it can be said: does any role of the user, or of a team of the user, hold the permission?
 *
 * @param {import('./organisation.mjs').Organisation} organisation
 * @param {number} user
 * @param {number} permission
 */
export function allowed({ roles, teams, userRolesAt, userRoles, userTeamsAt, userTeams }, user, permission) {
  const held = [...userRoles.subarray(userRolesAt[user], userRolesAt[user + 1])]
  for (const team of userTeams.subarray(userTeamsAt[user], userTeamsAt[user + 1])) held.push(...teams[team])
  return held.some((role) => roles[role].includes(permission))
}
