import type { RolepackError } from '../errors.js'
import { publicKey } from '../live/key.js'
import type { Floor } from '../live/keeper.js'
import type { Source } from '../live/source.js'
import { isId } from '../request.js'
import type { AccessMethod } from '../types.js'
import type { Caller } from './caller.js'
import { isPlain } from '../live/plain.js'
import type { DecisionRecord, RefusalRecord } from './record.js'
import type { Route } from './rule.js'

/** How requests are checked. What is wrong here throws a TypeError when the guard is made. */
export interface GuardOptions<Env = unknown> {
  /** Whose snapshot decides; of several, which one, by what the sign-in vouches for, and never by what a request says of itself. Nothing: refused. */
  readonly organization: string | ((caller: Caller, env: Env) => string | null | undefined | Promise<string | null | undefined>)
  /** What `rolepack keygen` printed: with keys nothing is taken but what one of them signed. Without, trust whoever can write the source. */
  readonly publicKeys?: readonly string[] | undefined
  /** Where the snapshot of an organisation is. Asked within requests alone, with the environment of the one that asks. */
  readonly snapshot: (env: Env, organization: string) => Source | Promise<Source>
  /** Who asks, or null. A Refusal that it throws is answered; whatever else it throws is answered with 500. */
  readonly caller: (request: Request, env: Env) => Caller | null | Promise<Caller | null>
  /** How the user came in; `login` if absent. */
  readonly accessMethod?: ((request: Request, env: Env, caller: Caller) => AccessMethod) | undefined
  /** By `METHOD /path/:parameter`, or `METHOD /path/*`. What is not listed is refused. */
  readonly routes: Readonly<Record<string, Route<Env>>>
  /** `observe`: lets through what would be refused, and tells `log` and `refused`; `enforce` if absent. */
  readonly mode?: 'enforce' | 'observe' | undefined
  /** Told each decision. What it throws changes nothing. */
  readonly log?: ((record: DecisionRecord, env: Env) => unknown) | undefined
  /** Told each refusal, also where `observe` lets it through. What it throws changes nothing. */
  readonly refused?: ((record: RefusalRecord, env: Env) => unknown) | undefined
  /** Told what is wrong with the snapshot or this configuration. Warns on the console if absent. */
  readonly report?: ((error: RolepackError) => void) | undefined
  /** Whether callers are told why they are refused; they are not if absent. */
  readonly tellReason?: boolean | undefined
  /** What `WWW-Authenticate` says with a 401; `Bearer` if absent. */
  readonly challenge?: string | undefined
  /** The most bytes of a body that `body` reads; 1 MiB if absent. */
  readonly maxBody?: number | undefined
  /** For how many milliseconds `body` waits for the whole of it; 10,000 if absent. */
  readonly bodyTimeout?: number | undefined
  /** Of how many organisations snapshots are held; 16 if absent. The one that was asked longest ago is let go. */
  readonly organizations?: number | undefined
  /** As of `Access.open`. */
  readonly minSequence?: number | undefined
  /** The highest sequence that was seen of an organisation, kept where it outlives this process. */
  readonly floor?: ((env: Env, organization: string) => Floor) | undefined
  /** As of `Access.open`. */
  readonly refreshEvery?: number | undefined
  /** As of `Access.open`. */
  readonly maxStale?: number | undefined
  /** As of `Access.open`. */
  readonly whenStale?: 'refuse' | 'carry-on' | undefined
}

const KNOWN = 'organization publicKeys snapshot caller accessMethod routes mode log refused report tellReason challenge maxBody bodyTimeout organizations minSequence floor refreshEvery maxStale whenStale'.split(' ')

/** Throws a TypeError, or the KeyError of a public key; the routes and how the snapshot is kept are checked where they are read. */
export function mustBeSound<Env>(options: GuardOptions<Env>): void {
  mustBePlain(options)
  const { organization, snapshot, caller, accessMethod, routes, mode, log, refused, report, floor, tellReason, challenge, maxBody, bodyTimeout, organizations, minSequence } = options
  const other = Object.keys(options).find((name) => !KNOWN.includes(name))
  const optional = { accessMethod, log, refused, report, floor }
  const [notCalled] = Object.entries(optional).find(([, value]) => value !== undefined && typeof value !== 'function') ?? []
  const wrong =
    (other !== undefined && `there is no \`${other}\``) ||
    (typeof organization !== 'function' && !isId(organization) && '`organization` must be an id, or a function that gives one') ||
    (typeof snapshot !== 'function' && '`snapshot` must be a function that gives a source') ||
    (typeof caller !== 'function' && '`caller` must be a function') ||
    (notCalled !== undefined && `\`${notCalled}\` must be a function`) ||
    ((typeof routes !== 'object' || routes === null || Object.keys(routes).length === 0) && '`routes` must list at least one route') ||
    (mode !== undefined && mode !== 'enforce' && mode !== 'observe' && '`mode` must be `enforce` or `observe`') ||
    (tellReason !== undefined && typeof tellReason !== 'boolean' && '`tellReason` must be true or false') ||
    (challenge !== undefined && !/^[A-Za-z][\x20-\x7e]*$/.test(challenge) && '`challenge` must be a scheme, such as `Bearer`') ||
    ('publicKeys' in options && options.publicKeys === undefined && '`publicKeys` is undefined: leave it out where nothing is to be verified') ||
    (!isCount(maxBody) && '`maxBody` must be a number of bytes') ||
    (!isCount(bodyTimeout) && '`bodyTimeout` must be a number of milliseconds') ||
    (!isCount(organizations) && '`organizations` must be 1 or more') ||
    (minSequence !== undefined && !(Number.isSafeInteger(minSequence) && minSequence >= 0) && '`minSequence` must be a whole number')
  if (wrong) throw new TypeError(wrong)
  if (Array.isArray(options.publicKeys)) options.publicKeys.forEach(publicKey)
}

/** What is inherited, as from the getters of a class, is lost where options are copied, and `publicKeys` with it. Throws a TypeError. */
export function mustBePlain(options: unknown): void {
  if (!isPlain(options)) throw new TypeError('a guard wants options, in a plain object')
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isSafeInteger(value) && value >= 1 && value < 2 ** 31)
}
