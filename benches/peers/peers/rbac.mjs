import RBAC from '@rbac/rbac'
import { read } from './document.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { roles, rolesOf } = read(bytes)
  const rbac = RBAC({ enableLogger: false })(Object.fromEntries(roles.map(([id, can]) => [id, { can }])))
  const holds = async (held, permission) => {
    for (const role of held) if (await rbac.can(role, permission)) return true
    return false
  }
  return {
    can: (user, permission) => holds(rolesOf(user), permission),
    gate(user) {
      const held = rolesOf(user)
      return { can: (permission) => holds(held, permission) }
    },
  }
}
