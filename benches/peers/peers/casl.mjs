import { Ability } from '@casl/ability'
import { read } from './document.mjs'

/**
 * Claims: an action without a subject. A role is one rule with many actions, made once and shared by all who hold it.
 *
 * @param {Uint8Array} bytes
 */
export function abilities(bytes) {
  const { roles, users, rolesOf } = read(bytes)
  const rules = new Map(roles.map(([id, action]) => [id, { action }]))
  return { users, abilityOf: (user) => new Ability(rolesOf(user).map((role) => rules.get(role))) }
}
