import type { AtOnce } from '../at-once.js'
import type { Caller } from '../edge/caller.js'
import type { Wording } from '../edge/refusal.js'
import type { Report } from '../live/report.js'
import type { LiveAccess } from '../live/live-access.js'
import type { OnDemand } from '../on-demand.js'
import { fields } from '../request.js'
import type { AccessMethod } from '../types.js'

/** From what slices are cut: an `Access` of `rolepack` or `rolepack/full`, of a whole snapshot or a shard, or one that is kept fresh. */
export type SliceAccess = AtOnce | OnDemand | LiveAccess<AtOnce> | LiveAccess<OnDemand>

export interface SlicesOptions<Env = unknown, Context = unknown> {
  /** Asked once a request. May throw an `UnavailableError`: 503. */
  readonly access: (request: Request, env: Env, context: Context) => SliceAccess | Promise<SliceAccess>
  /**
   * Who asks, as a verified session or token says, and never what the request says of itself; nobody is 401. A Refusal that it throws is answered,
   * so that what `rolepack/jwt` gives can stand here.
   */
  readonly caller: (request: Request, env: Env, context: Context) => Caller | null | undefined | Promise<Caller | null | undefined>
  /** How the user came in; `login` if absent. */
  readonly accessMethod?: ((request: Request, env: Env, caller: Caller) => AccessMethod) | undefined
  /** The headers from which `caller` knows who asks; `Authorization` and `Cookie` if absent. */
  readonly vary?: readonly string[] | undefined
  /** Cut slices that can say why not, and which role would help: they tell every role and what it grants. */
  readonly explain?: boolean | undefined
  /** Whether callers are told why they are refused; they are not if absent. */
  readonly tellReason?: boolean | undefined
  /** What `WWW-Authenticate` says with a 401; `Bearer` if absent. */
  readonly challenge?: string | undefined
  /** Told what is for you to mend, such as what a function of these options threw. Warns on the console if absent. */
  readonly report?: Report | undefined
}

/** The options once they were looked through. */
export interface Settings extends Wording, Pick<SlicesOptions, 'access' | 'caller' | 'accessMethod' | 'report'> {
  readonly explain: boolean
  readonly vary: string
}

const KNOWN = ['access', 'caller', 'accessMethod', 'vary', 'explain', 'tellReason', 'challenge', 'report']
const HEADER = /^[\w-]{1,64}$/

/** Throws a TypeError that names the option that is wrong. */
export function checked(options: SlicesOptions): Settings {
  let given
  try {
    given = fields(options, KNOWN) as unknown as SlicesOptions
  } catch {
    throw new TypeError(`the options are ${KNOWN.map((name) => `\`${name}\``).join(', ')}, in a plain object`)
  }
  const { access, caller, accessMethod, vary = ['Authorization', 'Cookie'], explain = false, tellReason = false, challenge = 'Bearer', report } = given
  const [notCalled] = Object.entries({ accessMethod, report }).find(([, value]) => value !== undefined && typeof value !== 'function') ?? []
  const wrong =
    (typeof access !== 'function' && '`access` must be a function that gives an Access') ||
    (typeof caller !== 'function' && '`caller` must be a function that says who asks') ||
    (notCalled !== undefined && `\`${notCalled}\` must be a function`) ||
    (!(Array.isArray(vary) && vary.length > 0 && vary.every((name) => HEADER.test(name))) && '`vary` must be a list of the names of headers') ||
    (typeof explain !== 'boolean' && '`explain` must be true or false') ||
    (typeof tellReason !== 'boolean' && '`tellReason` must be true or false') ||
    (!/^[A-Za-z][\x20-\x7e]*$/.test(challenge) && '`challenge` must be a scheme, such as `Bearer`')
  if (wrong) throw new TypeError(wrong)
  return { access, caller, accessMethod, explain, tellReason, challenge, report, vary: vary.join(', ') }
}
