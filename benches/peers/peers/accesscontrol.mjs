import { AccessControl } from 'accesscontrol'
import { read } from './document.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { roles, rolesOf } = read(bytes)
  const grants = roles.flatMap(([role, held]) => held.map((resource) => ({ role, resource, action: 'execute:any', attributes: ['*'] })))
  const control = new AccessControl(grants).lock()
  // To ask for no role at all is an error there.
  const holds = (held, permission) => held.length > 0 && control.can(held).do('execute:any', permission).granted
  return {
    can: (user, permission) => holds(rolesOf(user), permission),
    gate(user) {
      const held = rolesOf(user)
      return { can: (permission) => holds(held, permission) }
    },
  }
}
