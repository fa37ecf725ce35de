import type { RolepackError } from '../engine.js'
import type { Gate } from '../gate.js'
import type { Decision, Presented } from '../types.js'
import { LiveUser } from './live-user.js'

/** Any `Access` of this package. */
export interface Askable extends Gate {
  user(id?: string, presented?: Presented): { check(...question: never[]): Decision }
}

/** What an `Access` is asked, of the snapshot of the moment. */
export type LiveAccess<A extends Askable = Askable> = Live<A> & Omit<{ [K in keyof A as A[K] extends (...given: never[]) => unknown ? K : never]: A[K] }, keyof Live<A>>

/** What keeps the snapshot of the moment. */
export interface Keeps<A> {
  /** Throws an UnavailableError where nothing may answer. */
  current(): A
  readonly latest: A | undefined
  readonly answers: boolean
  readonly stale: boolean
  readonly failure: RolepackError | undefined
  refresh(): Promise<void>
  subscribe(listener: () => void): () => void
  close(): void
}

type Asked = Record<string, (...given: unknown[]) => unknown>

/**
 * An `Access` that is replaced by newer ones while it is asked. Every decision is made on one snapshot. While none may answer, for the last one has
 * expired or was not confirmed for too long, `can` says no, `check` denies with `not-in-snapshot`, and what explains or lists throws
 * an `UnavailableError`.
 */
export class Live<A extends Askable> {
  readonly #keeper: Keeps<A>
  readonly #end: () => void

  /** @internal */
  constructor(keeper: Keeps<A>, end: () => void) {
    this.#keeper = keeper
    this.#end = end
  }

  /** The snapshot of this moment, which stays as it is: for several questions that are to be answered from one. Throws an `UnavailableError`. */
  get current(): A {
    return this.#keeper.current()
  }

  /** The sequence of the snapshot that was taken last. */
  get sequence(): number {
    return this.#keeper.latest!.sequence
  }

  get organization(): string {
    return this.#keeper.latest!.organization
  }

  /** Whether the snapshot should have been confirmed or replaced by now. It answers on until `maxStale`. */
  get stale(): boolean {
    return this.#keeper.stale
  }

  /** Why the last attempt to refresh failed; undefined where it did not. */
  get failure(): RolepackError | undefined {
    return this.#keeper.failure
  }

  /** Asks the source now. What is refused is told by `report` and `failure`, and changes nothing. */
  refresh(): Promise<void> {
    return this.#keeper.refresh()
  }

  /** Calls back after every change of what answers, and of whether anything may. Gives what ends that. */
  subscribe(listener: () => void): () => void {
    return this.#keeper.subscribe(listener)
  }

  /** One user, whose grants are brought over anew after every change. */
  user(...given: Parameters<A['user']>): ReturnType<A['user']> {
    return new LiveUser(this.#keeper, given) as unknown as ReturnType<A['user']>
  }

  /** Asks the source no more, and lets go of the snapshot. Whatever is asked afterwards is denied. */
  close(): void {
    this.#end()
    this.#keeper.close()
  }

  static {
    // Not every browser has it yet.
    if (Symbol.dispose) Object.assign(this.prototype, { [Symbol.dispose]: this.prototype.close })
    Object.assign(this.prototype, {
      can(this: Live<Askable>, ...given: unknown[]) {
        return this.#keeper.answers && (this.#keeper.latest as unknown as Asked).can!(...given)
      },
      check(this: Live<Askable>, ...given: unknown[]) {
        return answered(this.#keeper, (this.#keeper.latest as unknown as Asked).check!(...given) as Decision)
      },
    })
    for (const name of ['checkMany', 'permission', 'serialize', 'explain', 'effective', 'whoCan', 'reach', 'slice', 'shard']) {
      Object.assign(this.prototype, {
        [name](this: Live<Askable>, ...given: unknown[]) {
          return (this.current as unknown as Asked)[name]!(...given)
        },
      })
    }
  }
}

/** The decision of a snapshot, or what is left of it where that may answer no more. @internal */
export function answered(keeper: Keeps<Askable>, decision: Decision): Decision {
  if (keeper.answers || !decision.allowed) return decision
  const { scoped, organization, sequence } = decision
  return { allowed: false, reason: 'not-in-snapshot', scoped, organization, sequence }
}
