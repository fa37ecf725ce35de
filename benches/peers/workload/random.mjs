/**
 * A small seeded generator (Mulberry32), so that every run on every machine draws the same organisation.
 *
 * @param {number} seed
 */
export function random(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  /** A number from 0 up to and without `bound`. */
  const below = (bound) => Math.floor((next() / 2 ** 32) * bound)
  return {
    below,
    /** `count` different numbers below `bound`, in the order drawn. @param {number} count @param {number} bound */
    distinct(count, bound) {
      const drawn = new Set()
      while (drawn.size < Math.min(count, bound)) drawn.add(below(bound))
      return /** @type {number[]} */ ([...drawn])
    },
  }
}
