import { abilities } from './casl.mjs'

/** @param {Uint8Array} bytes */
export function load(bytes) {
  const { users, abilityOf } = abilities(bytes)
  const kept = new Map()
  const ability = (user) => {
    let found = kept.get(user)
    if (found === undefined) kept.set(user, (found = abilityOf(user)))
    return found
  }
  return {
    can: (user, permission) => ability(user).can(permission),
    gate: ability,
    warm() {
      // An ability builds its index of an action when it is first asked: one question fills what all questions share.
      for (const user of users) ability(user).can('')
    },
  }
}
