import type { AtOnce } from '../at-once.js'
import type { Report } from '../live/report.js'
import type { LiveAccess } from '../live/live-access.js'
import type { OnDemand } from '../on-demand.js'
import { fields, isId } from '../request.js'

/** What answers: an `Access` of `rolepack` or `rolepack/full`, of a whole snapshot or a shard, or one that is kept fresh. */
export type AuthZenAccess = AtOnce | OnDemand | LiveAccess<AtOnce> | LiveAccess<OnDemand>

/**
 * What a type of resource is: the name of a dimension, whose values the ids are; `unscoped`, where the id says nothing of a place; or either with
 * the properties that are left aside. Of a type that is a permission's key there is nothing to say but those.
 */
export type ResourceType = string | { readonly dimension?: string; readonly unscoped?: true; readonly ignore?: readonly string[] }

export interface AuthZenOptions<Env = unknown, Context = unknown> {
  /** Asked once a request, which is answered from that one snapshot. May throw an `UnavailableError`: 503. */
  readonly access: (request: Request, env: Env, context: Context) => AuthZenAccess | Promise<AuthZenAccess>
  /** Who may ask: `true` lets the request in, `403` refuses a known caller, anything else is 401. Without it whoever reaches the handler may. */
  readonly authorize?: ((request: Request, env: Env, context: Context) => boolean | 401 | 403 | Promise<boolean | 401 | 403>) | undefined
  /** The decision point's own address, such as `https://pdp.acme.example`: what the metadata say, and below which it answers. */
  readonly url?: string | URL | undefined
  /** The `subject.type` of users; `user` if absent. */
  readonly subjectType?: string | undefined
  readonly types?: { readonly [type: string]: ResourceType } | undefined
  /** By action, the properties that are left aside. */
  readonly actions?: { readonly [action: string]: { readonly ignore: readonly string[] } } | undefined
  /** The provider whose group mappings the subject's `role` and `roles` go through. Without it they are ignored. */
  readonly roles?: { readonly provider: string } | undefined
  /** The most bytes of a body; 1 MiB if absent. */
  readonly maxBody?: number | undefined
  /** The most evaluations of a request; 1,000 if absent. */
  readonly maxEvaluations?: number | undefined
  /** The most results of a page, and as many as there are if none are asked for; 1,000 if absent. */
  readonly maxResults?: number | undefined
  /** In how many milliseconds a body must be there whole; 10,000 if absent. */
  readonly timeout?: number | undefined
  /** Told what is for you to mend, such as what a function of these options threw. Warns on the console if absent. */
  readonly report?: Report | undefined
}

/** The options once they were looked through. */
export interface Settings extends Pick<AuthZenOptions, 'access' | 'authorize' | 'report'> {
  readonly url: URL | undefined
  readonly subjectType: string
  readonly types: ReadonlyMap<string, Mapped>
  /** By action, what is left aside. */
  readonly actions: ReadonlyMap<string, ReadonlySet<string>>
  readonly provider: string | undefined
  readonly maxBody: number
  readonly maxEvaluations: number
  readonly maxResults: number
  readonly timeout: number
}

/** A type that was mapped: `as` is the name of its dimension, and undefined where nothing but its key says what it is. */
export interface Mapped {
  readonly as: string | undefined
  readonly unscoped: boolean
  readonly ignore: ReadonlySet<string>
}

const KNOWN = ['access', 'authorize', 'url', 'subjectType', 'types', 'actions', 'roles', 'maxBody', 'maxEvaluations', 'maxResults', 'timeout', 'report']
/** The longest that a timer takes. */
const LONGEST = 2 ** 31 - 1

/** Throws a TypeError that names the option that is wrong. */
export function checked(options: AuthZenOptions): Settings {
  const given = plain(options, 'the options', KNOWN) as unknown as AuthZenOptions
  const { access, authorize, url, subjectType = 'user', types = {}, actions = {}, roles, report } = given
  const { maxBody = 1 << 20, maxEvaluations = 1_000, maxResults = 1_000, timeout = 10_000 } = given
  must(typeof access === 'function', '`access` must be a function that gives an Access')
  must(authorize === undefined || typeof authorize === 'function', '`authorize` must be a function')
  must(report === undefined || typeof report === 'function', '`report` must be a function')
  must(typeof subjectType === 'string' && subjectType !== '', '`subjectType` must be a string that is not empty')
  for (const [name, number] of Object.entries({ maxBody, maxEvaluations, maxResults, timeout })) {
    must(Number.isSafeInteger(number) && number > 0, `\`${name}\` must be a whole number above 0`)
  }
  must(timeout <= LONGEST, `\`timeout\` must be at most ${LONGEST}`)
  const provider = roles === undefined ? undefined : plain(roles, '`roles`', ['provider'])['provider']
  must(roles === undefined || isId(provider), '`roles.provider` must be the name of a provider')
  return {
    access, authorize, report, subjectType, maxBody, maxEvaluations, maxResults, timeout,
    url: url === undefined ? undefined : address(url),
    provider: provider as string | undefined,
    types: new Map(Object.entries(plain(types, '`types`')).map(([type, to]) => [type, mapped(type, to)])),
    actions: new Map(Object.entries(plain(actions, '`actions`')).map(([action, { ignore }]) => [action, names(ignore, `\`actions.${action}.ignore\``)])),
  }
}

function mapped(type: string, to: unknown): Mapped {
  if (typeof to === 'string') return mapped(type, to === 'unscoped' ? { unscoped: true } : { dimension: to })
  const { dimension, unscoped, ignore = [] } = plain(to, `\`types.${type}\``, ['dimension', 'unscoped', 'ignore'])
  must(dimension === undefined || isId(dimension), `\`types.${type}\` must name a dimension, or say \`unscoped\``)
  must(unscoped === undefined || unscoped === true, `\`types.${type}.unscoped\` must be true`)
  must(dimension === undefined || unscoped === undefined, `\`types.${type}\` must be a dimension or unscoped, not both`)
  return { as: dimension as string | undefined, unscoped: unscoped === true, ignore: names(ignore, `\`types.${type}.ignore\``) }
}

function names(list: unknown, where: string): ReadonlySet<string> {
  must(Array.isArray(list) && list.every((name) => typeof name === 'string'), `${where} must be a list of names`)
  return new Set(list as string[])
}

function address(given: string | URL): URL {
  let url: URL
  try {
    url = new URL(given)
  } catch {
    throw new TypeError('`url` must be an address, such as `https://pdp.example`')
  }
  must(/^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash, '`url` must be an https address without user, query or fragment')
  return url
}

function plain(value: unknown, what: string, known?: readonly string[]): { [name: string]: any } {
  try {
    return fields(value, known)
  } catch {
    throw new TypeError(`${what} must be a plain object${known ? ` of ${known.map((name) => `\`${name}\``).join(', ')}` : ''}`)
  }
}

function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new TypeError(message)
}
