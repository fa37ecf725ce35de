/**
 * The document, read for the libraries that know roles but not users: each user's roles, own and of teams, each once.
 *
 * @param {Uint8Array} bytes
 */
export function read(bytes) {
  const document = JSON.parse(new TextDecoder().decode(bytes))
  const rolesOfTeam = new Map(document.teams)
  const users = new Map()
  for (const [id, own, memberOf] of document.users) users.set(id, { own, memberOf })
  return {
    /** @type {string[]} */
    permissions: document.permissions,
    /** @type {[id: string, permissions: string[]][]} */
    roles: document.roles,
    /** @type {Iterable<string>} */
    users: { [Symbol.iterator]: () => users.keys() },
    /** @param {string} id @returns {string[]} */
    rolesOf(id) {
      const user = users.get(id)
      if (user === undefined) return []
      const { own, memberOf } = user
      if (memberOf.length === 0) return own
      const held = new Set(own)
      for (const team of memberOf) for (const role of rolesOfTeam.get(team)) held.add(role)
      return [...held]
    },
  }
}
