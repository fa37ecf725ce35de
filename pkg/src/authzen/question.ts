import type { IdentityGroup, Request } from '../types.js'
import type { Answers } from './answers.js'
import { own, type Action, type Properties, type Resource, type Subject } from './entities.js'
import type { Settings } from './options.js'

/** What is asked for, in this package's words. Values are as they came: `check` says which of them are malformed. */
export interface Target {
  readonly permission: string
  readonly right: unknown
  readonly scope: Scope
  /** The dimension whose values the ids of the resource are; undefined where the id says nothing. */
  readonly dimension: string | undefined
}

/** Who asks. */
export interface Asker {
  readonly user: string
  readonly identityGroups: readonly IdentityGroup[]
}

/** A value a dimension, in the order of the request. */
export type Scope = ReadonlyMap<string, unknown>

/** What no check would take for well-formed: for what this module finds to be contradictory. */
const MALFORMED = Symbol('malformed')

/** The most roles that an application vouches for at once: as many as a token of the larger providers holds. */
const MOST_ROLES = 200

/** The user, with the groups that the application's roles go through; undefined for a subject that is no user. */
export function asker({ type, id, properties }: Subject, { subjectType, provider }: Settings): Asker | undefined {
  if (type !== subjectType) return undefined
  const said = provider === undefined ? [] : [own(properties, 'role', []), own(properties, 'roles', [])]
  const roles = said.some((roles) => Array.isArray(roles) && roles.length > MOST_ROLES) ? [MALFORMED] : said.flat()
  return { user: id, identityGroups: roles.map((group) => ({ provider, group }) as IdentityGroup) }
}

/**
 * The permission, its right and the place. A type that is a permission's key is that permission, and the action its right; any other type is the
 * dimension that it is mapped to, or that it names itself. `id` undefined: it is searched for.
 */
export function target(answers: Answers, settings: Settings, action: Action, resource: Omit<Resource, 'id'> & { id?: string }): Target {
  const { type, properties, id } = resource
  const scope = new Map<string, unknown>()
  const itself = isPermission(answers, type)
  const permission = itself ? type : action.name
  const named = own(action.properties, 'right')
  const right = itself ? (named === undefined || named === action.name ? action.name : MALFORMED) : named
  const mapped = settings.types.get(type)
  const dimension = itself || mapped?.unscoped ? undefined : mapped?.as ?? type
  if (dimension !== undefined && id !== undefined) join(scope, dimension, id)
  const isDimension = (name: string) => answers.check(request({ user: '-', identityGroups: [] }, { permission, right, scope: new Map([[name, '-']]) })).reason !== 'unknown-dimension'
  place(scope, properties, (name) => !mapped?.ignore.has(name) || isDimension(name))
  const aside = settings.actions.get(action.name)
  place(scope, action.properties, (name) => name !== 'right' && (!aside?.has(name) || isDimension(name)))
  return { permission, right, scope, dimension }
}

/** As `Access.check` takes it. Without a prototype, for a dimension may have any name. */
export function request({ user, identityGroups }: Asker, { permission, right, scope }: Pick<Target, 'permission' | 'right' | 'scope'>): Request {
  return { user, permission, right, resource: placed(scope), identityGroups } as Request
}

export function placed(scope: Scope): { [dimension: string]: string } {
  const resource = Object.create(null) as { [dimension: string]: string }
  for (const [dimension, value] of scope) resource[dimension] = value as string
  return resource
}

/** Whether there is a permission of that key. */
export function isPermission(answers: Answers, key: string): boolean {
  const { reason } = answers.check({ user: '-', permission: key })
  return reason !== 'unknown-permission' && reason !== 'invalid-request'
}

/** What is not left aside narrows the place, or is refused where it is no dimension: it is never read as if it had not been said. */
function place(scope: Map<string, unknown>, properties: Properties, counts: (name: string) => boolean): void {
  for (const [name, value] of Object.entries(properties)) if (counts(name)) join(scope, name, typeof value === 'boolean' ? String(value) : value)
}

/** One place is one value a dimension: two that differ are none. */
function join(scope: Map<string, unknown>, dimension: string, value: unknown): void {
  scope.set(dimension, scope.has(dimension) && scope.get(dimension) !== value ? MALFORMED : value)
}
