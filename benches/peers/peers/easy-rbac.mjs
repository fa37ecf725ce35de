import RBAC from 'easy-rbac'
import { read } from './document.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { roles, rolesOf } = read(bytes)
  const rbac = new RBAC(Object.fromEntries(roles.map(([id, can]) => [id, { can }])))
  return {
    can: (user, permission) => rbac.can(rolesOf(user), permission),
    gate(user) {
      const held = rolesOf(user)
      return { can: (permission) => rbac.can(held, permission) }
    },
  }
}
