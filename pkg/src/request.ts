// Requests as JavaScript values, into the text that crosses the boundary. Here, and only here, it is found out that a request
// is malformed by its shape (rule 8); what ids may hold is checked on the other side as well.
import { isPermission } from './permission.js'

/** Pairs of a dimension and a value, or of a provider and a group. */
export type Pairs = readonly (readonly [string, string])[]

/** Who asks: the parts of a request that a user handle keeps. The method is `s` for `slideIn`, else empty. */
export type Who = readonly [user: string, method: string, groups: Pairs]

/** What is asked. The right is empty where there is none. */
export type Parts = readonly [who: Who, permission: string, right: string, resource: Pairs]

/** A question, or null in place of its parts where the request is malformed. */
export interface Question {
  readonly parts: Parts | null
  readonly scoped: boolean
}

type Fields = { [name: string]: unknown }

// Not empty, no control character, no lone surrogate, and no more characters than an id may have bytes.
const ID = /^[^\0-\x1f\x7f-\x9f\p{Cs}]{1,512}$/u
/** The most bytes that an id may have. */
export const MOST = 512

const WHO = ['identityGroups', 'accessMethod']
const WHAT = ['right', 'resource']

/** The most UTF-16 units of one question: beyond any that a person means, and far below what a module's memory holds. */
export const MOST_ASKED = 1 << 22

/** Thrown to the nearest of the functions below that answers, and never out of this package. */
export const MALFORMED = new TypeError('malformed')

export const must: (holds: unknown, else_?: unknown) => asserts holds = (holds, else_ = MALFORMED) => {
  if (!holds) throw else_
}

/** The bytes of a text, a character each. */
export const utf8 = (text: string): string => unescape(encodeURIComponent(text))

export const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value)

/** The id that it must be. */
export const id = (value: unknown): string => {
  must(isId(value))
  return value
}

/**
 * The own properties of a plain object, each read once. An object of a class, a Map or one that inherits is refused: what it
 * says may stand where nobody looks, and would be read as if it said nothing.
 */
export const fields = (value: unknown, known?: readonly string[]): Fields => {
  // Throws of undefined and null; whatever else is no object inherits from more than Object.prototype.
  const parent: object | null = Object.getPrototypeOf(value)
  // Object.prototype, of any realm, has `isPrototypeOf` and no parent.
  must(!parent || (!Object.getPrototypeOf(parent) && Object.hasOwn(parent, 'isPrototypeOf')))
  const copy = Object.create(null) as Fields
  for (const name of Reflect.ownKeys(value as object)) {
    must(typeof name === 'string')
    copy[name] = (value as Fields)[name]
  }
  if (known) refuseOthers(copy, known)
  return copy
}

const refuseOthers = (given: Fields, known: readonly string[]): void => {
  must(Object.keys(given).every((name) => known.includes(name)))
}

const list = (value: unknown): unknown[] => {
  must(Array.isArray(value))
  return Array.from(value, (entry, at) => {
    // A hole would be read from the prototype.
    must(Object.hasOwn(value, at))
    return entry
  })
}

const pairs = (given: [unknown, unknown][]): Pairs => {
  for (const pair of given) pair.forEach(id)
  return given as [string, string][]
}

const groupsOf = (value: unknown, byProvider: boolean): [unknown, unknown][] => {
  if (byProvider && !Array.isArray(value)) {
    return Object.entries(fields(value)).flatMap(([provider, groups]) => list(groups).map((group): [unknown, unknown] => [provider, group]))
  }
  return list(value).map((entry) => {
    const { provider, group } = fields(entry, ['provider', 'group'])
    return [provider, group]
  })
}

const whoOf = (user: unknown, presented: Fields, byProvider: boolean): Who => {
  const { identityGroups, accessMethod } = presented
  const slideIn = accessMethod === 'slideIn'
  must(!('accessMethod' in presented) || slideIn || accessMethod === 'login')
  return [id(user), slideIn ? 's' : '', pairs('identityGroups' in presented ? groupsOf(identityGroups, byProvider) : [])]
}

/** Who asks, with options as `Access.user` takes them; null where they are malformed. */
export const who = (user: unknown, options: unknown = {}): Who | null => {
  try {
    return whoOf(user, fields(options, WHO), true)
  } catch {
    return null
  }
}

/** A question that has no permission, such as for all the grants of a user. */
export const questionAbout = (asking: Who | null): Parts | null => {
  return asking && join(asking, '', null, [])
}

/** A question about the number of a grant; null where the permission or the right is malformed. */
export const questionOfGrant = (key: unknown, right: unknown): Parts | null => {
  try {
    return join(['-', '', []], id(key), right, [])
  } catch {
    return null
  }
}

/** The question of `access.can(request)` or `access.can(user, permission, options)`, from the arguments. */
export const asked = (given: ArrayLike<unknown>): Question => {
  const [first, permission, options] = given as unknown[]
  return given.length === 1
    ? ask(first, ['user', 'permission', ...WHO, ...WHAT], (fields) => [whoOf(fields['user'], fields, false), fields['permission']])
    : ask(options, [...WHO, ...WHAT], (fields) => [whoOf(first, fields, true), permission])
}

/** The question of `access.user(…).can(permission, options)`. */
export const questionOf = (asking: Who | null, permission: unknown, options?: unknown): Question => {
  return ask(options, WHAT, () => [asking, permission])
}

/** The question of `access.whoCan(permission, options)`: of nobody in particular. */
export const questionOfAnyone = (permission: unknown, options: unknown): Question => {
  return ask(options, ['accessMethod', ...WHAT], (given) => [['', ...whoOf('-', given, true).slice(1)] as unknown as Who, permission])
}

const ask = (options: unknown = {}, known: string[], about: (given: Fields) => [Who | null, permission: unknown]): Question => {
  let scoped = false
  let parts: Parts | null = null
  try {
    const given = fields(options)
    // Read first, for whether a resource was named is told even of a malformed request.
    const resource = Object.entries('resource' in given ? fields(given['resource']) : {})
    scoped = resource.length > 0
    refuseOthers(given, known)
    const [asking, permission] = about(given)
    const [key, right] = isPermission(permission) ? [permission.key, permission.right] : [permission]
    must(right === undefined || given['right'] == null)
    parts = asking && join(asking, id(key), right ?? given['right'], pairs(resource))
  } catch {}
  return { parts, scoped }
}

const join = (asking: Who, permission: string, right: unknown, resource: Pairs): Parts => {
  return [asking, permission, right == null ? '' : id(right), resource]
}
