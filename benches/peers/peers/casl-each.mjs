import { abilities } from './casl.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { abilityOf } = abilities(bytes)
  return {
    can: (user, permission) => abilityOf(user).can(permission),
    gate: abilityOf,
  }
}
