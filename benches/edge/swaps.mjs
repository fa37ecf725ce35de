// A thousand swaps under constant checking: whether any answer was wrong, and what memory it takes.
import { Access } from 'rolepack'
import { Keeper } from 'rolepack/live'
import { signer, source } from './organisation.mjs'
import { least, middle } from '../peers/measure/statistics.mjs'

const USERS = 100_000
const SWAPS = 1_000
/** So many snapshots follow one another; then a new keeper begins with the first. */
const KINDS = 11
/** In how many swaps the memory is looked at, for which everything is collected each time. */
const MEASURED = 50
const CHECKS = 100

export async function swaps() {
  const { publicKey, sign } = await signer()
  const { first, second, documents } = kinds()
  const snapshots = []
  for (let sequence = 1; sequence <= KINDS; sequence++) snapshots.push(await sign(documents[sequence % 2], sequence))
  const size = snapshots[0].length
  documents.length = 0

  const empty = await held()
  const seen = { swaps: 0, checks: 0, wrong: 0, swapped: [], verifying: [], milliseconds: [] }
  /** Of each snapshot exactly one of the two may; an answer from two of them would say both or neither. */
  const check = (access) => {
    for (let left = CHECKS; left > 0; left--) {
      const isFirst = access.sequence % 2 === 0
      if (access.can(first, 'createRun') !== isFirst || access.check(second, 'createRun').allowed === isFirst) seen.wrong++
      seen.checks += 2
    }
  }

  while (seen.swaps < SWAPS) {
    const keeper = new Keeper(Access, { fetch: async () => ({ bytes: snapshots[0].slice() }) }, { organization: 'acme', publicKeys: [publicKey] })
    await keeper.ready(() => {})
    for (const bytes of snapshots.slice(1)) {
      const measured = seen.swaps < MEASURED
      const began = performance.now()
      let swapped = false
      const offering = keeper.offer(bytes).then(() => (swapped = true))
      while (!swapped) {
        check(keeper.current())
        if (measured) seen.verifying.push(await held())
        else await new Promise((done) => setImmediate(done))
      }
      await offering
      check(keeper.current())
      if (measured) seen.swapped.push(await held())
      else seen.milliseconds.push(performance.now() - began)
      seen.swaps++
    }
    keeper.close()
  }
  const after = await held()
  const snapshotsOf = (bytes) => (bytes - empty) / size
  return {
    swaps: seen.swaps, checks: seen.checks, wrong: seen.wrong, bytes: size, milliseconds: middle(seen.milliseconds),
    swapped: snapshotsOf(Math.max(...seen.swapped)), verifying: snapshotsOf(Math.max(...seen.verifying)), after: snapshotsOf(after),
  }
}

/** Two documents that differ in who of two users may create runs. */
function kinds() {
  const { document, user: first } = source(USERS)
  const { roles } = document.users.find(({ id }) => id === first)
  const second = document.users.findLast(({ id }) => id !== first).id
  const changed = (some) => ({ ...document, users: document.users.map((user) => some[user.id] ?? user) })
  return { first, second, documents: [changed({ [second]: { id: second } }), changed({ [first]: { id: first }, [second]: { id: second, roles } })] }
}

/** Bytes in use, when everything that nobody holds has been collected. */
async function held() {
  const readings = []
  for (let left = 3; left > 0; left--) {
    globalThis.gc()
    await new Promise((done) => setImmediate(done))
    const { heapUsed, external } = process.memoryUsage()
    readings.push(heapUsed + external)
  }
  return least(readings)
}
