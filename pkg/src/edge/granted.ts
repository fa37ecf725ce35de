import type { Access } from 'rolepack'
import type { Decision, Resource } from '../types.js'
import type { Caller } from './caller.js'
import type { Refusal } from './refusal.js'
import type { Params } from './routes.js'

/** What the handler is given beside the request. */
export interface Granted {
  /** As it is configured: `GET /runs/:id`. */
  readonly route: string | undefined
  readonly params: Params
  /** Nobody on a public route. */
  readonly caller: Caller | undefined
  /** The place that was checked: act on this, and on no other that the request names. */
  readonly resource: Resource | undefined
  /** The decision that let the request through, or in `observe` would have denied it; made when it is first read, unless a log was told it. None on a public route. */
  readonly decision: Decision | undefined
  /** All of them, in the order of the route's permissions. */
  readonly decisions: readonly Decision[]
  /** The snapshot that decided. */
  readonly access: Access | undefined
  /** In `observe`, with what the request would have been refused. */
  readonly refusal: Refusal | undefined
}

/** What was found out of one request so far. */
export class Found {
  route: string | undefined
  params: Params = NONE
  caller: Caller | undefined
  organization: string | undefined
  resource: Resource | undefined
  access: Access | undefined
  decisions: Decisions | undefined

  granted(refusal: Refusal | undefined): Granted {
    const { route, params, caller, resource, access, decisions } = this
    return Object.freeze(new Given(route, params, caller, resource, access, refusal, decisions))
  }
}

const NONE: Params = Object.freeze(Object.create(null) as Record<string, string>)

/**
 * The decisions on what one request needs, on one snapshot. A snapshot never changes, so that they may be made when somebody asks what they were: that they
 * allow is found out faster without.
 */
export class Decisions {
  readonly #make: () => readonly Decision[]
  readonly #any: boolean
  #made: readonly Decision[] | undefined

  /** `any`: whether one that allows is enough. */
  constructor(any: boolean, make: () => readonly Decision[]) {
    this.#any = any
    this.#make = make
  }

  get all(): readonly Decision[] {
    return (this.#made ??= Object.freeze(this.#make()))
  }

  /** The first one that settles it: an allowed one where any is enough, a denied one where all are needed. */
  get decisive(): Decision | undefined {
    return this.all.find(({ allowed }) => allowed === this.#any) ?? this.all[0]
  }
}

class Given implements Granted {
  readonly #decisions: Decisions | undefined

  constructor(
    readonly route: string | undefined,
    readonly params: Params,
    readonly caller: Caller | undefined,
    readonly resource: Resource | undefined,
    readonly access: Access | undefined,
    readonly refusal: Refusal | undefined,
    decisions: Decisions | undefined,
  ) {
    this.#decisions = decisions
  }

  get decision(): Decision | undefined {
    return this.#decisions?.decisive
  }

  get decisions(): readonly Decision[] {
    return this.#decisions?.all ?? []
  }
}
