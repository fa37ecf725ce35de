import { read } from './document.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { roles, users, rolesOf } = read(bytes)
  const permissionsOf = new Map(roles)
  /** @type {Map<string, Set<string>>} */
  const held = new Map()
  for (const user of users) {
    const own = new Set()
    for (const role of rolesOf(user)) for (const permission of permissionsOf.get(role)) own.add(permission)
    held.set(user, own)
  }
  const nothing = new Set()
  return {
    can: (user, permission) => held.get(user)?.has(permission) ?? false,
    gate(user) {
      const own = held.get(user) ?? nothing
      return { can: (permission) => own.has(permission) }
    },
  }
}
