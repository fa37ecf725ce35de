// The decision vectors that every reader of snapshots must answer.
import { same } from './check.mjs'

export default function ({ main, full, author, js }, vectors) {
  return Object.entries(vectors).map(([name, file]) => [`vectors: ${name}`, () => run(file)])

  function run({ at, sequence = 0, source, cases }) {
    const { bytes } = author.pack(source, { at: at ? new Date(at) : new Date('2026-07-01T12:00:00Z'), sequence })
    const whole = full.Access.load(bytes)
    for (const asked of cases) {
      if (asked.strict) continue
      const request = 'text' in asked ? JSON.parse(asked.text) : asked.request
      for (const { Access } of [main, full, js].filter(Boolean)) {
        const access = accessFor(Access, bytes, whole, asked)
        same(access.check(request), asked.decision, asked.name)
        same(access.can(request), asked.decision.allowed, asked.name)
        if (access.checkMany) same(access.checkMany([request])[0], asked.decision, asked.name)
        byArguments(access, request, asked)
        if (Access === full.Access) explained(access, request, asked)
      }
    }
  }

  function accessFor(Access, bytes, whole, { slice, shard }) {
    if (slice) {
      const { user, ...options } = slice
      return Access.load(whole.slice(user, options), { slice: true })
    }
    return Access.load(shard ? whole.shard(shard.from, shard.to) : bytes)
  }

  /** A request in parts, and by a user handle, is answered as it is whole. */
  function byArguments(access, request, { decision, name }) {
    if (!isPlain(request) || !('user' in request) || !('permission' in request) || byProvider(request)) return
    const { user, permission, ...options } = request
    const own = Object.keys(options).length ? [options] : []
    same(access.check(user, permission, ...own), decision, `${name}, in parts`)
    same(access.can(user, permission, ...own), decision.allowed, `${name}, in parts`)
    const { identityGroups, accessMethod, ...what } = options
    const presented = Object.fromEntries(Object.entries({ identityGroups, accessMethod }).filter(([field]) => field in request))
    const handle = access.user(user, presented)
    const scope = Object.keys(what).length ? [what] : []
    if (user === undefined) return
    same(handle.check(permission, ...scope), decision, `${name}, by a handle`)
    same(handle.can(permission, ...scope), decision.allowed, `${name}, by a handle`)
    if (!('resource' in what) && typeof permission === 'string' && (what.right == null || typeof what.right === 'string')) {
      const resolved = access.permission(permission, what.right ?? undefined)
      if (Object.keys(what).every((field) => field === 'right')) same(handle.can(resolved), decision.allowed, `${name}, by two handles`)
    }
  }

  function explained(access, request, { decision, name }) {
    const { paths, coveringLevels, held, wouldGrant, ...rest } = access.explain(request)
    same(rest, decision, `${name}, explained`)
    same(paths.length > 0, decision.allowed, `${name}: paths`)
    if (coveringLevels) same(coveringLevels.length > 0 && decision.scoped, true, `${name}: covering levels`)
    if (decision.allowed) same([held.length >= 0, wouldGrant], [true, []], `${name}: roles that would grant`)
  }
}

function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a request may not say and an argument may. */
function byProvider({ identityGroups }) {
  return isPlain(identityGroups)
}
