/** The longest that a timer is left alone, in milliseconds: it may stand while the machine sleeps. */
const LONGEST = 5_000

/** Calls back at a time, in milliseconds since 1970, however far off. Gives what ends that. */
export function alarm(time: number | undefined, ring: () => void): () => void {
  let timer: unknown
  const wait = () => {
    const left = time! - Date.now()
    if (left <= 0) return ring()
    timer = setTimeout(wait, Math.min(left, LONGEST))
    // A program is not kept from ending by it.
    ;(timer as { unref?: () => void }).unref?.()
  }
  if (time! > Date.now()) wait()
  return () => clearTimeout(timer as number)
}
