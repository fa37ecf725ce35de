// A fresh process: import, load, first answer; then what stays in memory.
// node --expose-gc start.mjs ENTRY DATA USER PERMISSION
import { setTimeout } from 'node:timers/promises'
import { read } from './read.mjs'

const [entry, data, user, permission] = process.argv.slice(2)

const before = await memory()
const { peer, ms, first } = await begin()
peer.warm?.()
const after = await memory()
// Asked again, so that it is held until here.
const agrees = (await peer.can(user, permission)) === first
process.send({ ms, agrees, held: after.held - before.held, resident: after.resident - before.resident })

/** In a function of its own, so that the data goes with it, but for what the peer keeps. */
async function begin() {
  const bytes = read(data)
  const from = performance.now()
  const { load } = await import(entry)
  const peer = await load(bytes)
  const first = await peer.can(user, permission)
  return { peer, first, ms: performance.now() - from }
}

async function memory() {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc()
    // Buffers are given back by another thread.
    await setTimeout(20)
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { held: heapUsed + external, resident: rss }
}
