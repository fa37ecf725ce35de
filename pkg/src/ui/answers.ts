import { Access } from 'rolepack'
import { RolepackError } from '../errors.js'
import type { Presented } from '../types.js'
import { alarm } from './alarm.js'
import { answerOf, type Answer } from './answer.js'
import type { AccessLike, Given, SliceLike, Untyped, UserLike, Whose } from './given.js'

/** What a `LiveAccess` has beside. */
type Live = AccessLike & { subscribe(listener: () => void): () => void; readonly current: AccessLike }

/** What was given for one user, from when it is loading until it may answer no more. Nothing in it says yes by default. */
export class Answers {
  readonly #listeners = new Set<() => void>()
  #end: (() => void) | undefined
  protected given: AccessLike | undefined
  protected found: UserLike | undefined
  protected presented: Presented | undefined
  /** What it was that it may never answer for. */
  protected refused: { readonly error: unknown } | undefined
  /** Of when it answers, where that is not now. */
  protected time: number | undefined

  /** Throws a TypeError where what is given can be no access. What is refused, such as an expired slice, is denied and told by `error`. */
  constructor(given?: Given, whose: Whose = {}) {
    const { user } = whose
    if (typeof user === 'object' && user !== null) {
      if (given != null || !user.can || !user.check) throw new TypeError('`user` must be an id, or answer alone')
      this.found = user
    } else if (typeof (given as PromiseLike<unknown> | undefined)?.then === 'function') {
      ;(given as PromiseLike<unknown>).then((loaded) => this.#take(loaded, whose)).then(undefined, (error: unknown) => (this.refused = { error })).then(() => this.#tell(), console.error)
    } else if (given != null) {
      try {
        this.#take(given, whose)
      } catch (error) {
        if (error instanceof TypeError) throw error
        this.refused = { error }
      }
    }
  }

  /** Whether there is nothing yet to answer from. */
  get pending(): boolean {
    return !this.found && !this.refused
  }

  /** What answers for the user, while it may. */
  get user(): UserLike | undefined {
    try {
      const { expires = Infinity } = this.given ? now(this.given) : {}
      // A worker's clock stands at 0 until there is a request: to be sure, whatever expires has.
      return (this.time ?? (Date.now() || 9e15)) < expires ? this.found : undefined
    } catch {
      return undefined
    }
  }

  /** The answer to a question as `user.can` takes it: whoever hands it on has its types. */
  ask(permission: unknown, options?: unknown): Answer {
    if (this.pending) return answerOf()
    const user = this.user as Untyped | undefined
    try {
      if (user?.can(permission, options) === true) return answerOf('granted')
      const { reason } = user!.check(permission, options)
      // A `can` and a `check` that contradict each other are no yes.
      if (reason && reason !== 'granted') return answerOf(reason)
    } catch {
      // What cannot be answered is denied.
    }
    return answerOf('not-in-snapshot')
  }

  /** Calls back when answers may have changed. Gives what ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#begin()
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#end?.()
    }
  }

  #take(given: unknown, { user, identityGroups, accessMethod }: Whose): void {
    if (given == null) throw new RolepackError('no-snapshot', 'the promise gave no access', 'give a slice')
    // A slice is loaded whether it has expired or not: that is looked at whenever it is asked.
    const access: AccessLike = typeof (given as AccessLike).user === 'function' ? (given as AccessLike) : Access.load(given as SliceLike, { slice: true, now: 1 })
    let presented: Presented | undefined
    if (identityGroups !== undefined) presented = { identityGroups }
    if (accessMethod !== undefined) presented = { ...presented, accessMethod }
    const found = access.user(user as string, presented)
    if (user === undefined && found.id === undefined) throw new RolepackError('no-user', 'nobody is named', 'give `user`, or a slice')
    this.given = access
    this.presented = presented
    this.found = found
  }

  /** A timer and a subscription run only while somebody listens, so that what is dropped needs no closing. */
  #begin(): void {
    const access = this.given
    if (!access) return
    const tell = () => this.#tell()
    const end = alarm(this.user && now(access).expires, tell)
    const leave = isLive(access) ? access.subscribe(tell) : end
    this.#end = () => {
      end()
      leave()
    }
  }

  #tell(): void {
    this.#end?.()
    this.#end = undefined
    if (this.#listeners.size > 0) this.#begin()
    for (const listener of [...this.#listeners]) listener()
  }
}

/** The snapshot of the moment. Throws where a LiveAccess has none. */
export function now(access: AccessLike): AccessLike {
  return isLive(access) ? access.current : access
}

function isLive(access: AccessLike): access is Live {
  return typeof (access as Live).subscribe === 'function'
}
