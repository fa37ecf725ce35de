import type { Access } from 'rolepack'
import { isId } from '../request.js'
import type { Decision, Request as AccessRequest, Resource } from '../types.js'
import { jsonOf, type BodyLimits } from './body.js'
import { askingOf, ownCaller, type Caller } from './caller.js'
import { mustBeSound, type GuardOptions } from './options.js'
import { decisionRecord, refusalRecord, type AskedRequest, type Occasion } from './record.js'
import { Refusal, refusalOf, type Wording } from './refusal.js'
import { tell } from '../live/report.js'
import { Routes, type Params } from './routes.js'
import { ruleOf, type Rule } from './rule.js'
import { resourceOf } from './scope.js'
import { hand } from './sink.js'
import { Snapshots, type Answering } from './snapshots.js'
import { targetOf } from './target.js'

/** A request, as an adapter hands it on. */
export interface Arrival<Env> {
  /** For the operator's functions. */
  readonly request: Request
  /** Path and query, as they were sent. */
  readonly target: string
  readonly env: Env
  /** Does what is due after the answer. */
  readonly background: (work: Promise<unknown>) => void
  /** All bytes of the body, read only where a route asks for them. Throws a Refusal. */
  readonly bytes: (limits: BodyLimits) => Promise<Uint8Array>
}

/** What the handler is given beside the request. */
export interface Granted {
  /** As it is configured: `GET /runs/:id`. */
  readonly route: string | undefined
  readonly params: Params
  /** Nobody on a public route. */
  readonly caller: Caller | undefined
  /** The place that was checked: act on this, and on no other that the request names. */
  readonly resource: Resource | undefined
  /** The decision that let the request through, or in `observe` would have denied it. None on a public route. */
  readonly decision: Decision | undefined
  /** All of them, in the order of the route's permissions. */
  readonly decisions: readonly Decision[]
  /** The snapshot that decided. */
  readonly access: Access | undefined
  /** In `observe`, with what the request would have been refused. */
  readonly refusal: Refusal | undefined
}

/** Whether requests may be made. Holds no request, and does nothing by itself. */
export class Judge<Env> {
  readonly observes: boolean
  readonly wording: Wording
  readonly #options: GuardOptions<Env>
  readonly #limits: BodyLimits
  readonly #routes: Routes<Rule<Env>>
  readonly #snapshots: Snapshots<Env>
  /** The routes of which it was reported that they state no scope. */
  readonly #reported = new Set<Rule<Env>>()

  /** Throws a TypeError where the configuration is wrong. */
  constructor(options: GuardOptions<Env>) {
    mustBeSound(options)
    const own = Object.assign(Object.create(null) as object, options) as GuardOptions<Env>
    const { routes, mode, tellReason = false, challenge = 'Bearer', maxBody = 1 << 20, bodyTimeout = 10_000 } = own
    this.#options = own
    this.#limits = { maxBody, bodyTimeout }
    this.observes = mode === 'observe'
    this.wording = { tellReason, challenge }
    this.#routes = new Routes(Object.entries(routes).map(([pattern, route]) => [pattern, (names) => ruleOf<Env>(pattern, route, names)]))
    this.#snapshots = new Snapshots(this.#options)
  }

  /** What the handler is given; with a `refusal` where it would be refused. Never rejects. */
  async judge(arrival: Arrival<Env>): Promise<Granted> {
    const found: Found = { route: undefined, params: NONE, caller: undefined, organization: undefined, resource: undefined, decision: undefined, decisions: [], access: undefined }
    let refusal: Refusal | undefined
    try {
      await this.#through(arrival, found)
    } catch (error) {
      refusal = refusalOf(error)
      this.#tellRefusal(arrival, found, refusal)
    }
    const { organization: _, ...granted } = found
    return Object.freeze({ ...granted, refusal })
  }

  /** The steps of every request, in their order. Throws with what it is refused. */
  async #through(arrival: Arrival<Env>, found: Found): Promise<void> {
    const { request, env } = arrival
    const { segments, query } = targetOf(arrival.target)
    const match = this.#routes.match(request.method, segments)
    if (match) [found.route, found.params] = [match.route.pattern, match.params]
    if (match && !match.route.needs) return

    // Before anything is said of routes: which there are is told to nobody who is not signed in.
    const given = await this.#options.caller(request, env)
    if (given === null || given === undefined) throw new Refusal(401, 'no-caller', 'nobody is signed in', 'sign in')
    const caller = (found.caller = ownCaller(given))
    if (!match) throw new Refusal(403, 'not-listed', 'no route is listed for this method and path', 'list it under `routes`')

    const organization = (found.organization = await this.#organizationOf(caller, env))
    const answering = await this.#snapshots.of(organization, env, arrival.background)
    const { scope } = match.route
    if (scope === undefined && answering().scoping) throw this.#unscoped(match.route)
    const json = () => jsonOf(request.headers, () => arrival.bytes(this.#limits))
    found.resource = scope && (await resourceOf(scope, { request, env, caller, params: match.params, query, json }))
    this.#decide(arrival, match.route, caller, answering, found)
  }

  async #organizationOf(caller: Caller, env: Env): Promise<string> {
    const { organization } = this.#options
    const id = typeof organization === 'function' ? await organization(caller, env) : organization
    if (!isId(id)) throw new Refusal(403, 'no-organization', 'the caller belongs to no organisation', 'see what `organization` gives for these claims')
    if (caller.organization !== undefined && caller.organization !== id) {
      throw new Refusal(403, 'wrong-organization', `the caller belongs to another organisation than \`${id}\``, 'sign in with an issuer of this organisation')
    }
    return id
  }

  /** From here on nothing is waited for: all is decided on the snapshot of one moment. */
  #decide({ request, env, background }: Arrival<Env>, rule: Rule<Env>, caller: Caller, answering: Answering, found: Found): void {
    const { accessMethod, log, report } = this.#options
    const { resource } = found
    const asking = askingOf(caller, accessMethod && (() => accessMethod(request, env, caller)))
    const access = (found.access = answering())
    if (rule.scope === undefined && access.scoping) throw this.#unscoped(rule)
    found.decisions = rule.needs!.map((need) => {
      const asked: AskedRequest = { ...asking, ...need, ...(resource ? { resource } : {}) }
      const decision = Object.freeze(access.check(asked as AccessRequest))
      hand(log, env, background, report, () => decisionRecord(this.#occasion(request, rule.pattern), asked, decision))
      return decision
    })
    const allowed = rule.any ? found.decisions.some(({ allowed }) => allowed) : found.decisions.every(({ allowed }) => allowed)
    found.decision = found.decisions.find((decision) => decision.allowed === allowed)
    if (!allowed || found.decision?.allowed !== true) {
      const reason = found.decision?.reason ?? 'not-granted'
      throw new Refusal(403, reason, `the snapshot denies it: ${reason}`, 'see `rolepack explain`')
    }
  }

  /** Reported once for each route: it is the configuration that has to be mended. */
  #unscoped(rule: Rule<Env>): Refusal {
    const message = `the route \`${rule.pattern}\` states no scope, and the organisation has access levels`
    const refusal = new Refusal(403, 'scope-not-stated', message, "state `scope`: what gives the place of a request, or `'anywhere'`")
    if (!this.#reported.has(rule)) tell(this.#options.report, refusal)
    this.#reported.add(rule)
    return refusal
  }

  #tellRefusal({ request, env, background }: Arrival<Env>, { route, caller, organization }: Found, refusal: Refusal): void {
    const { refused, report } = this.#options
    const { status, code: reason, message } = refusal
    if (refusal.report) tell(report, refusal)
    hand(refused, env, background, report, () => refusalRecord(this.#occasion(request, route), { status, reason, message, user: caller?.userId, organization }))
  }

  #occasion({ method }: Request, pattern: string | undefined): Occasion {
    return { method, pattern, mode: this.observes ? 'observe' : 'enforce' }
  }
}

/** What was found out so far. */
type Found = { -readonly [K in keyof Omit<Granted, 'refusal'>]: Granted[K] } & { organization: string | undefined }

const NONE: Params = Object.freeze(Object.create(null) as Record<string, string>)
