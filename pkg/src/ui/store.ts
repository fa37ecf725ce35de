import type { AccessLike } from './given.js'
import { Holding } from './holding.js'

/** What a provider shares: one user's answers, of one snapshot after another. Its functions may be taken off it. */
export class AccessStore {
  readonly #listeners = new Set<() => void>()
  #holding: Holding
  #end: (() => void) | undefined

  /** As a server rendered the page that is taken over, which may have expired since: for the first render of that, and nothing else. */
  readonly rendered: Holding

  constructor(holding: Holding = new Holding()) {
    this.#holding = holding
    this.rendered = holding.asOf(typeof document === 'undefined' ? undefined : performance.timeOrigin)
  }

  /** May the user do that? The same object until the answer changes. */
  readonly ask: Holding['ask'] = (...question) => this.#holding.ask(...question)

  /** Calls back when answers may have changed. Gives what ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    // One entry a call, should the same function listen twice.
    const entry = () => listener()
    this.#listeners.add(entry)
    this.#end ??= this.#holding.listen(this.#tell)
    return () => {
      this.#listeners.delete(entry)
      if (this.#listeners.size > 0) return
      this.#end?.()
      this.#end = undefined
    }
  }

  /** What answers, while it may. */
  readonly access = (): AccessLike | undefined => this.#holding.access

  /** What it answers from. */
  get holding(): Holding {
    return this.#holding
  }

  /** Whether it answers for the same user of the same organisation: then it may be held in place of what is. */
  mayHold(next: Holding): boolean {
    return next === this.#holding || (next.whose !== undefined && next.whose === this.#holding.whose)
  }

  /** Answers from something else from now on. */
  hold(next: Holding): void {
    if (next === this.#holding) return
    this.#holding = next
    this.#end?.()
    this.#end = this.#listeners.size > 0 ? next.listen(this.#tell) : undefined
    this.#tell()
  }

  readonly #tell = (): void => {
    for (const listener of [...this.#listeners]) listener()
  }
}
