import type { Permission } from '../permission.js'
import { isPermission } from '../permission.js'
import type { Asked, PermissionKey, PlainKey } from '../register.js'
import { fields, isId, questionOf, who, type Question } from '../request.js'
import type { AnyResource, Decision, Explanation, Reason } from '../types.js'
import type { User } from '../on-demand.js'

/** What a made-up user may: everywhere by its key, or the right of a permission, or at a place. */
export type Allowed = PlainKey | (Asked & { readonly resource?: AnyResource })

export interface FakeOptions {
  /** `fake` if it is left out. */
  readonly id?: string
  readonly allow: readonly Allowed[]
}

/** What a `User` is asked. */
export type FakeUser = Pick<User, 'id' | 'can' | 'canAny' | 'canAll' | 'check' | 'explain' | 'permissions' | 'rights'>

/**
 * A user who may what is listed and nothing else, for tests of components: no snapshot is needed. What is malformed is denied as elsewhere. Throws a
 * TypeError where the list is wrong.
 */
export function fakeUser({ id = 'fake', allow }: FakeOptions): FakeUser {
  if (!isId(id)) throw new TypeError('`id` must be an id')
  if (!Array.isArray(allow)) throw new TypeError('`allow` must be an array')
  const held = allow.map(heldOf)
  const asking = who(id)

  const decide = (permission: unknown, options?: unknown): Decision => {
    const asked = questionOf(asking, permission, options)
    const reason = reasonOf(asked, held)
    return { allowed: reason === 'granted', reason, scoped: asked.scoped, organization: 'fake', sequence: 0, ...(reason === 'granted' ? { role: 'fake', via: {} } : {}) }
  }
  const can = (permission: unknown, options?: unknown): boolean => decide(permission, options).allowed
  const fake = {
    id,
    can,
    canAny: (...permissions: (PermissionKey | Permission)[]) => permissions.some((permission) => can(permission)),
    canAll: (...permissions: (PermissionKey | Permission)[]) => permissions.length > 0 && permissions.every((permission) => can(permission)),
    check: decide,
    explain: async (permission: unknown, options?: unknown): Promise<Explanation> => {
      const decision = decide(permission, options)
      return { ...decision, paths: decision.allowed ? [{ role: 'fake', via: {} }] : [], held: [], wouldGrant: [] }
    },
    permissions: () => [...new Set(held.map(({ key }) => key))].sort(),
    rights: (permission: unknown) => [...new Set(held.flatMap(({ key, right }) => (key === permission && right !== '' ? [right] : [])))],
  }
  return fake as FakeUser
}

interface Held {
  readonly key: string
  /** Empty where the permission has none. */
  readonly right: string
  /** Where; undefined is everywhere. */
  readonly place: ReadonlyMap<string, string> | undefined
}

function heldOf(entry: unknown): Held {
  const { permission, right, resource } = typeof entry === 'string' || isPermission(entry) ? { permission: entry } : known(entry)
  const { parts } = questionOf(who('fake'), permission, { right, ...(resource === undefined ? {} : { resource }) })
  if (!parts) throw new TypeError('`allow` holds keys of permissions, or objects of `permission`, `right` and `resource`')
  return { key: parts[1], right: parts[2], place: parts[3].length > 0 ? new Map(parts[3]) : undefined }
}

function known(entry: unknown): { [name: string]: unknown } {
  try {
    return fields(entry, ['permission', 'right', 'resource'])
  } catch {
    throw new TypeError('`allow` holds keys of permissions, or objects of `permission`, `right` and `resource`')
  }
}

/** The first that applies, in the order of a snapshot. */
function reasonOf({ parts }: Question, all: readonly Held[]): Reason {
  if (!parts) return 'invalid-request'
  const [, key, right, named] = parts
  const held = all.filter((one) => one.key === key)
  if (held.length === 0) return 'not-granted'
  const ofRight = held.filter((one) => one.right === right)
  if (ofRight.length === 0) return right === '' ? 'right-required' : held.every((one) => one.right === '') ? 'unknown-right' : 'not-granted'
  return ofRight.some(({ place }) => !place || named.every(([dimension, value]) => place.get(dimension) === value)) ? 'granted' : 'out-of-scope'
}
