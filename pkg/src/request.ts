// Requests as JavaScript values, into the text that crosses the boundary. Here, and only here, it is found out that a request
// is malformed by its shape (rule 8); what ids may hold is checked on the other side as well.
import { Permission } from './permission.js'

/** Who asks: the parts of a request that a user handle keeps. */
export interface Who {
  readonly user: string
  readonly method: string
  readonly groups: string
}

/** What is asked. `text` is null where the request is malformed. */
export interface Question {
  text: string | null
  scoped: boolean
}

type Fields = { [name: string]: unknown }

// No control character, no lone surrogate, not empty.
const ID = /^[^\0-\x1f\x7f-\x9f\p{Cs}]+$/u
/** The most bytes that an id may have; a string of more UTF-16 units has more bytes as well. */
export const MOST = 512

const WHO = ['identityGroups', 'accessMethod']
const WHAT = ['right', 'resource']

/** No field at all, and none inherited. */
const NOTHING: Fields = Object.freeze(Object.create(null) as Fields)

/** Thrown to the nearest of the functions below that answers, and never out of this module. */
export const MALFORMED = new TypeError('malformed')

export function isId(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MOST && ID.test(value)
}

function id(value: unknown): string {
  if (!isId(value)) throw MALFORMED
  return value
}

/**
 * The own properties of a plain object, each read once. An object of a class, a Map or one that inherits is refused: what it
 * says may stand where nobody looks, and would be read as if it said nothing.
 */
export function fields(value: unknown, known?: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null) throw MALFORMED
  const parent: unknown = Object.getPrototypeOf(value)
  // Another realm's Object.prototype is none of ours, but has `isPrototypeOf` and no parent.
  if (parent !== null && parent !== Object.prototype && (Object.getPrototypeOf(parent) !== null || !Object.hasOwn(parent as object, 'isPrototypeOf'))) {
    throw MALFORMED
  }
  const copy = Object.create(null) as Fields
  for (const name of Reflect.ownKeys(value)) {
    if (typeof name !== 'string') throw MALFORMED
    copy[name] = (value as Fields)[name]
  }
  if (known) refuseOthers(copy, known)
  return copy
}

function refuseOthers(given: Fields, known: readonly string[]): void {
  if (!Object.keys(given).every((name) => known.includes(name))) throw MALFORMED
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw MALFORMED
  const copy = []
  for (let at = 0; at < value.length; at++) {
    // A hole would be read from the prototype.
    if (!Object.hasOwn(value, at)) throw MALFORMED
    copy.push(value[at])
  }
  return copy
}

function pair(provider: unknown, group: unknown): string {
  return `${id(provider)}\0${id(group)}\0`
}

function groupsOf(value: unknown, byProvider: boolean): string {
  if (!byProvider || Array.isArray(value)) {
    return list(value)
      .map((entry) => {
        const { provider, group } = fields(entry, ['provider', 'group'])
        return pair(provider, group)
      })
      .join('')
  }
  return Object.entries(fields(value))
    .flatMap(([provider, groups]) => list(groups).map((group) => pair(provider, group)))
    .join('')
}

function whoOf(user: unknown, presented: Fields, byProvider: boolean): Who {
  const { identityGroups, accessMethod } = presented
  const slideIn = accessMethod === 'slideIn'
  if ('accessMethod' in presented && !slideIn && accessMethod !== 'login') throw MALFORMED
  return {
    user: id(user),
    method: slideIn ? 's' : '',
    groups: 'identityGroups' in presented ? groupsOf(identityGroups, byProvider) : '',
  }
}

/** Who asks, with options as `Access.user` takes them; null where they are malformed. */
export function who(user: unknown, options: unknown): Who | null {
  try {
    return whoOf(user, options === undefined ? NOTHING : fields(options, WHO), true)
  } catch {
    return null
  }
}

/** A question that has no permission, such as for all the grants of a user. */
export function questionAbout(asking: Who | null): string | null {
  return asking && join(asking, '', null, '')
}

/** A question about the number of a grant; null where the permission or the right is malformed. */
export function questionOfGrant(key: unknown, right: unknown): string | null {
  try {
    return join(whoOf('-', NOTHING, true), id(key), right, '')
  } catch {
    return null
  }
}

/** The question of `access.can(request)` or `access.can(user, permission, options)`. */
export function asked(given: ArrayLike<unknown>): Question {
  return given.length === 1 ? requested(given[0]) : question(given[0], given[1], given[2])
}

/** The question of `access.can(user, permission, options)`. */
export function question(user: unknown, permission: unknown, options: unknown): Question {
  return ask(options, [...WHO, ...WHAT], () => permission, (given) => whoOf(user, given, true))
}

/** The question of `access.user(…).can(permission, options)`. */
export function questionOf(asking: Who | null, permission: unknown, options: unknown): Question {
  return ask(options, WHAT, () => permission, () => asking)
}

/** The question of `access.whoCan(permission, options)`: of nobody in particular. */
export function questionOfAnyone(permission: unknown, options: unknown): Question {
  return ask(options, ['accessMethod', ...WHAT], () => permission, (given) => ({ ...whoOf('-', given, true), user: '' }))
}

/** The question of a request in one object. */
export function requested(request: unknown): Question {
  // `undefined` is no request, where as options it is none.
  return ask(request ?? null, ['user', 'permission', ...WHO, ...WHAT], (given) => given['permission'], (given) => whoOf(given['user'], given, false))
}

function ask(options: unknown, known: string[], permissionOf: (given: Fields) => unknown, whoAsks: (given: Fields) => Who | null): Question {
  let scoped = false
  try {
    const given = options === undefined ? NOTHING : fields(options)
    // Read first, for whether a resource was named is told even of a malformed request.
    const named = 'resource' in given ? fields(given['resource']) : NOTHING
    const dimensions = Object.keys(named)
    scoped = dimensions.length > 0
    refuseOthers(given, known)
    const asking = whoAsks(given)
    const permission = permissionOf(given)
    const [key, right] = Permission.is(permission) ? [permission.key, permission.right] : [permission, undefined]
    if (right !== undefined && given['right'] != null) throw MALFORMED
    const resource = dimensions.map((dimension) => pair(dimension, named[dimension])).join('')
    return { text: asking && join(asking, id(key), right ?? given['right'], resource), scoped }
  } catch {
    return { text: null, scoped }
  }
}

function join(asking: Who, permission: string, right: unknown, resource: string): string {
  const { user, method, groups } = asking
  return `${user}\0${permission}\0${right == null ? '' : id(right)}\0${method}\0${resource}${groups && '\0'}${groups}`
}
