/** Where slices are kept: what all tabs of a site share. */
export interface KeepStorage {
  /**
   * Reads what stands under a key and puts what `next` makes of it in its place, with nothing of another tab between the two: undefined removes it,
   * the same value changes nothing. `next` is called once, and may be called only before the promise is settled. Rejects where that cannot be done.
   */
  change(key: string, next: (held: unknown) => unknown): Promise<void>
}

/** Of such a one nobody knows what it holds. */
export const LATE = new Error('the storage does not answer')

/** The longest that a storage is waited for: some browsers never answer. */
const LONGEST = 2_000

/** As of one that answers in time. Later than that `next` is no longer called. */
export function inTime(storage: KeepStorage, key: string, next: (held: unknown) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    let late = false
    const timer: unknown = setTimeout(() => {
      late = true
      reject(LATE)
    }, LONGEST)
    const end = () => clearTimeout(timer as number)
    // Asked within the promise: what it throws at once is a rejection too.
    storage.change(key, (held) => (late ? held : next(held))).then(resolve, reject).finally(end)
  })
}
