/** Pairs drawn beforehand are walked round and round: a power of two. */
const DRAWN = 2 ** 18

/** How long a pass should take at least, in nanoseconds: far more than what reading the clock costs. */
const LONG_ENOUGH = 250_000

/** Fewer pairs than this a pass would let the least of many passes be that of the luckiest pairs. */
const FEWEST = 64
const MOST = 2 ** 14

/**
 * What is measured of one that is compared, each as a function that does `count` checks, one after another.
 *
 * @param {object} peer
 * @param {{ ids: string[], keys: string[], gateUser: number, draw: { below(bound: number): number } }} workload
 */
export function passes(peer, { ids, keys, gateUser, draw }) {
  const users = Uint32Array.from({ length: DRAWN }, () => draw.below(ids.length))
  const permissions = Uint16Array.from({ length: DRAWN }, () => draw.below(keys.length))
  const letters = lettersOf(ids, keys)
  const gate = peer.gate(ids[gateUser])
  const gateByHandle = peer.gateByHandle?.(ids[gateUser])
  const handles = peer.handles?.(keys)
  const isPromise = peer.can(ids[0], keys[0]) instanceof Promise

  return {
    edge: isPromise
      ? walk(async (from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (await peer.can(ids[users[at]], keys[permissions[at]])) yes++
          return yes
        })
      : walk((from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (peer.can(ids[users[at]], keys[permissions[at]])) yes++
          return yes
        }),
    edgeFresh: isPromise
      ? walk(async (from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (await peer.can(letters.id(users[at]), letters.key(permissions[at]))) yes++
          return yes
        })
      : walk((from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (peer.can(letters.id(users[at]), letters.key(permissions[at]))) yes++
          return yes
        }),
    /** What making the strings costs, without asking. */
    making: walk((from, to) => {
      let length = 0
      for (let at = from; at < to; at++) length += letters.id(users[at]).length + letters.key(permissions[at]).length
      return length
    }),
    gate: isPromise
      ? walk(async (from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (await gate.can(keys[permissions[at]])) yes++
          return yes
        })
      : walk((from, to) => {
          let yes = 0
          for (let at = from; at < to; at++) if (gate.can(keys[permissions[at]])) yes++
          return yes
        }),
    ...(gateByHandle && {
      gateByHandle: walk((from, to) => {
        let yes = 0
        for (let at = from; at < to; at++) if (gateByHandle.can(handles[permissions[at]])) yes++
        return yes
      }),
    }),
  }
}

/** A pass goes on where the one before stopped. @param {(from: number, to: number) => number | Promise<number>} checks */
function walk(checks) {
  let from = 0
  const pass = {
    count: FEWEST,
    run: () => {
      if (from + pass.count > DRAWN) from = 0
      const to = from + pass.count
      const answer = checks(from, to)
      from = to
      return answer
    },
    /** Finds out how many checks make a pass that is long enough. */
    async calibrate() {
      for (;;) {
        const from = process.hrtime.bigint()
        await pass.run()
        if (process.hrtime.bigint() - from >= LONG_ENOUGH || pass.count >= MOST) return
        pass.count *= 2
      }
    },
  }
  return pass
}

/** The ids and keys as bytes, of which each call makes a new string, as reading a request does: no hash known, shared with nobody. */
function lettersOf(ids, keys) {
  const bytes = (texts) => {
    const all = Buffer.from(texts.join(''), 'latin1')
    const starts = new Uint32Array(texts.length + 1)
    texts.forEach((text, at) => (starts[at + 1] = starts[at] + text.length))
    return (at) => all.latin1Slice(starts[at], starts[at + 1])
  }
  return { id: bytes(ids), key: bytes(keys) }
}
