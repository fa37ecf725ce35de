import type { Access } from 'rolepack'
import { isId } from '../request.js'
import type { Request as AccessRequest } from '../types.js'
import { jsonOf, type BodyLimits } from './body.js'
import { askingOf, ownCaller, type Asking, type Caller } from './caller.js'
import { Decisions, Found, type Granted } from './granted.js'
import { mustBeSound, type GuardOptions } from './options.js'
import { decisionRecord, refusalRecord, type AskedRequest, type Occasion } from './record.js'
import { Refusal, refusalOf, type Wording } from './refusal.js'
import { tell } from '../live/report.js'
import { Routes } from './routes.js'
import { ruleOf, type Need, type Rule } from './rule.js'
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
    const found = new Found()
    let refusal: Refusal | undefined
    try {
      await this.#through(arrival, found)
    } catch (error) {
      refusal = refusalOf(error)
      this.#tellRefusal(arrival, found, refusal)
    }
    return found.granted(refusal)
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

    const { organization: configured } = this.#options
    const organization = (found.organization = itsOrganization(typeof configured === 'function' ? await configured(caller, env) : configured, caller))
    const held = this.#snapshots.of(organization, env, arrival.background)
    const answering = typeof held === 'function' ? held : await held
    const { scope } = match.route
    if (scope === undefined && answering().scoping) throw this.#unscoped(match.route)
    if (typeof scope === 'function') {
      const json = () => jsonOf(request.headers, () => arrival.bytes(this.#limits))
      found.resource = await resourceOf(scope, { request, env, caller, params: match.params, query, json })
    }
    this.#decide(arrival, match.route, caller, answering, found)
  }

  /** From here on nothing is waited for: all is decided on the snapshot of one moment. */
  #decide({ request, env, background }: Arrival<Env>, rule: Rule<Env>, caller: Caller, answering: Answering, found: Found): void {
    const { accessMethod, log, report } = this.#options
    const { resource } = found
    const asking = askingOf(caller, accessMethod && (() => accessMethod(request, env, caller)))
    const access = (found.access = answering())
    if (rule.scope === undefined && access.scoping) throw this.#unscoped(rule)
    const requests = () => rule.needs!.map((need): AskedRequest => (resource ? { ...asking, ...need, resource } : { ...asking, ...need }))
    const decisions = (found.decisions = new Decisions(rule.any, () => requests().map((asked) => Object.freeze(access.check(asked as AccessRequest)))))
    if (log) {
      const occasion = this.#occasion(request, rule.pattern)
      for (const [at, asked] of requests().entries()) hand(log, env, background, report, () => decisionRecord(occasion, asked, decisions.all[at]!))
    } else if (!resource && mayPlainly(access, asking, rule)) {
      return
    }
    if (decisions.decisive?.allowed !== true) {
      const reason = decisions.decisive?.reason ?? 'not-granted'
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

function itsOrganization(id: unknown, caller: Caller): string {
  if (!isId(id)) throw new Refusal(403, 'no-organization', 'the caller belongs to no organisation', 'see what `organization` gives for these claims')
  if (caller.organization !== undefined && caller.organization !== id) {
    throw new Refusal(403, 'wrong-organization', `the caller belongs to another organisation than \`${id}\``, 'sign in with an issuer of this organisation')
  }
  return id
}

/** Whether it is allowed by what a user holds without identity groups, asked in the fastest way. False also where it has to be asked in another. */
function mayPlainly(access: Access, asking: Asking, { needs, any }: Rule<never>): boolean {
  if ('identityGroups' in asking || 'accessMethod' in asking) return false
  const may = ({ permission, right }: Need) => right === undefined && access.can(asking.user, permission)
  return any ? needs!.some(may) : needs!.every(may)
}
