import type { Access } from 'rolepack'
import { questionOf, who } from '../request.js'
import type { Decision } from '../types.js'
import type { Settings } from './options.js'

/** What is asked while there is no slice: everything is denied, and it is known to whom. */
export function nothing({ organization, user, accessMethod }: Settings): Access {
  const check = (permission: unknown, options?: unknown): Decision => {
    const { parts, scoped } = questionOf(who(user), permission, options)
    return { allowed: false, reason: parts ? 'not-in-snapshot' : 'invalid-request', scoped, organization, sequence: 0 }
  }
  const asked = (id: unknown = user) => ({ id: who(id)?.[0], can: () => false, canAny: () => false, canAll: () => false, check, permissions: () => [], rights: () => [] })
  const header = { organization, sequence: 0, created: undefined, expires: undefined, nextChange: undefined, scoping: true, kind: 'slice' }
  return { ...header, accessMethod, user: asked, can: () => false, check: (_: unknown, ...question: [unknown]) => check(...question), close() {} } as unknown as Access
}
