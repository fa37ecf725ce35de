import type { AtOnce } from '../at-once.js'
import type { LiveAccess } from '../live/live-access.js'
import type { OnDemand } from '../on-demand.js'
import { fields } from '../request.js'
import type { AccessMethod, IdentityGroups } from '../types.js'

/** From what slices are cut: an `Access` of `rolepack` or `rolepack/full`, of a whole snapshot or a shard, or one that is kept fresh. */
export type SliceAccess = AtOnce | OnDemand | LiveAccess<AtOnce> | LiveAccess<OnDemand>

/** Who asks, as a verified session or token says, and never what the request says of itself. */
export interface SliceCaller {
  /** The id of the user in the snapshot. */
  readonly userId: string
  readonly identityGroups?: IdentityGroups | undefined
  /** How the user came in; `login` if absent. */
  readonly accessMethod?: AccessMethod | undefined
  /** To which organisation the sign-in belongs. One of another organisation than the snapshot's is refused. */
  readonly organization?: string | undefined
}

export interface SlicesOptions<Env = unknown, Context = unknown> {
  /** Asked once a request. May throw an `UnavailableError`: 503. */
  readonly access: (request: Request, env: Env, context: Context) => SliceAccess | Promise<SliceAccess>
  /** Nobody, `null` or `undefined`, is 401. */
  readonly caller: (request: Request, env: Env, context: Context) => SliceCaller | null | undefined | Promise<SliceCaller | null | undefined>
  /** The headers from which `caller` knows who asks; `Authorization` and `Cookie` if absent. */
  readonly vary?: readonly string[]
  /** Cut slices that can say why not, and which role would help: they tell every role and what it grants. */
  readonly explain?: boolean
  /** What `WWW-Authenticate` says with a 401; `Bearer` if absent. */
  readonly challenge?: string
  /** Told what is answered with 500. Written to the console if absent. */
  readonly report?: (error: unknown) => void
}

export type Settings = Required<SlicesOptions>

const KNOWN = ['access', 'caller', 'vary', 'explain', 'challenge', 'report']
const HEADER = /^[\w-]{1,64}$/

/** Throws a TypeError that names the option that is wrong. */
export function checked(options: SlicesOptions): Settings {
  let given
  try {
    given = fields(options, KNOWN) as unknown as SlicesOptions
  } catch {
    throw new TypeError(`the options are ${KNOWN.map((name) => `\`${name}\``).join(', ')}, in a plain object`)
  }
  const { access, caller, vary = ['Authorization', 'Cookie'], explain = false, challenge = 'Bearer', report = console.error } = given
  const wrong =
    (typeof access !== 'function' && '`access` must be a function that gives an Access') ||
    (typeof caller !== 'function' && '`caller` must be a function that says who asks') ||
    (!(Array.isArray(vary) && vary.length > 0 && vary.every((name) => HEADER.test(name))) && '`vary` must be a list of the names of headers') ||
    (typeof explain !== 'boolean' && '`explain` must be true or false') ||
    (!/^[A-Za-z][\x20-\x7e]*$/.test(challenge) && '`challenge` must be a scheme, such as `Bearer`') ||
    (typeof report !== 'function' && '`report` must be a function')
  if (wrong) throw new TypeError(wrong)
  return { access, caller, vary: [...vary], explain, challenge, report }
}
