import type { Access } from 'rolepack'
import { Live, type LiveAccess } from '../live/live-access.js'
import { KeptSlice } from './kept-slice.js'
import { checked, type KeptOptions } from './options.js'

/** A slice that is kept: asked as a `LiveAccess` is, until its user signs out. */
export type KeptAccess = Kept & LiveAccess<Access>

/**
 * Keeps one user's slice in the browser and fresh, in all tabs. Is there as soon as one that was kept may answer, or the source was asked; where neither
 * gives a slice everything is denied until one comes. Throws a TypeError where an option is wrong, and never rejects.
 */
export function keep(options: KeptOptions): Promise<KeptAccess> {
  const slice = new KeptSlice(checked(options))
  return slice.begin().then(() => new Kept(slice) as KeptAccess)
}

class Kept extends Live<Access> {
  readonly #slice: KeptSlice

  constructor(slice: KeptSlice) {
    super(slice, () => {})
    this.#slice = slice
  }

  /**
   * For a sign-out: denies everything at once, in all tabs, and removes what is kept. What another tab is about to write is not written. Rejects with
   * `not-forgotten` where it could not be removed.
   */
  forget(): Promise<void> {
    return this.#slice.forget()
  }
}
