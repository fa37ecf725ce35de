/** Where a snapshot is kept, and asked for again and again. */
export interface Source {
  /**
   * Asks once. `known` is the tag of what is held: `undefined` is answered where that is still the newest. The bytes belong to the caller
   * from then on: nobody changes them. Throws where it cannot say.
   */
  fetch(known: string | undefined): Promise<Fetched | undefined>
  /** Where it tells of new snapshots by itself: calls `news` at each, with its sequence if it says so, until `signal`. */
  listen?(news: (sequence: number | undefined) => void, signal: AbortSignal, last: () => number | undefined): Promise<void>
}

/** What was fetched. */
export interface Fetched {
  readonly bytes: Uint8Array
  /** By which this state is known: an ETag. */
  readonly tag?: string | undefined
}
