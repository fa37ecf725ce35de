import type { Asked, PlainKey } from '../register.js'
import { isId } from '../request.js'
import { isPlain } from '../live/plain.js'
import { NEEDS } from './readers.js'
import type { Scope } from './scope.js'

/** What a route asks for: one permission, any of several, or all of them. */
export type Needs = Asked | { readonly any: readonly (PlainKey | Asked)[] } | { readonly all: readonly (PlainKey | Asked)[] }

/** `public`: the handler is called whoever asks, and not told who. Where the snapshot has scoping, `scope` must be stated. */
export type Route<Env = unknown> = 'public' | (Needs & { readonly scope?: Scope<Env> })

/** A route, read. */
export interface Rule<Env> {
  /** As it is configured: `GET /runs/:id`. */
  readonly pattern: string
  /** Nothing of a public route. */
  readonly needs: readonly Need[] | undefined
  /** Whether one of them is enough. */
  readonly any: boolean
  readonly scope: Scope<Env> | undefined
}

export interface Need {
  readonly permission: string
  readonly right?: string
}

/** Throws a TypeError where the route is malformed: what is misspelt must not mean less. */
export function ruleOf<Env>(pattern: string, route: unknown, params: readonly string[]): Rule<Env> {
  if (route === 'public') return { pattern, needs: undefined, any: false, scope: undefined }
  if (!isPlain(route)) wrong(pattern, "give `'public'`, or an object with `permission`, `any` or `all`")
  const { scope, any, all, ...one } = own(route)
  const listed = any ?? all
  if (any !== undefined && all !== undefined) wrong(pattern, '`any` and `all` exclude each other')
  if (listed !== undefined && Object.keys(one).length > 0) wrong(pattern, '`any` and `all` stand instead of `permission` and `right`')
  if (listed !== undefined && !(Array.isArray(listed) && listed.length > 0)) wrong(pattern, '`any` and `all` are lists of at least one permission')
  const needs = listed === undefined ? [needOf(pattern, one)] : Array.from(listed as unknown[], (need) => needOf(pattern, typeof need === 'string' ? { permission: need } : need))
  return { pattern, needs, any: any !== undefined, scope: scopeOf<Env>(pattern, scope, params) }
}

function needOf(pattern: string, need: unknown): Need {
  if (!isPlain(need)) wrong(pattern, 'a permission is its key, or an object with `permission` and `right`')
  const { permission, right, ...others } = own(need)
  const [other] = Object.keys(others)
  if (other !== undefined) wrong(pattern, `there is no \`${other}\``)
  if (!isId(permission)) wrong(pattern, '`permission` must be the key of one')
  if (right !== undefined && right !== null && !isId(right)) wrong(pattern, '`right` must be one of the permission')
  return { permission, ...(right === undefined || right === null ? {} : { right }) }
}

function scopeOf<Env>(pattern: string, scope: unknown, params: readonly string[]): Scope<Env> | undefined {
  if (scope === undefined || scope === 'anywhere') return scope
  if (typeof scope !== 'function') wrong(pattern, "`scope` must be `'anywhere'`, a function, or what `query`, `params` or `body` gives")
  const { params: wanted = [], body = false } = NEEDS.get(scope) ?? {}
  const missing = wanted.find((name) => !params.includes(name))
  if (missing !== undefined) wrong(pattern, `its path has no \`:${missing}\``)
  if (body && pattern.startsWith('GET ')) wrong(pattern, 'GET has no body')
  return scope as Scope<Env>
}

function own(given: Record<string, unknown>): Record<string, unknown> {
  return Object.assign(Object.create(null) as Record<string, unknown>, given)
}

function wrong(pattern: string, why: string): never {
  throw new TypeError(`the route \`${pattern}\`: ${why}`)
}
