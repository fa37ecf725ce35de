import { Access } from 'rolepack'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const access = Access.load(bytes)
  return {
    can: (user, permission) => access.can(user, permission),
    gate: (user) => access.user(user),
    handles: (permissions) => permissions.map((permission) => access.permission(permission)),
    gateByHandle: (user) => access.user(user),
  }
}
