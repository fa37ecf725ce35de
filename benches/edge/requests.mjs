// What a guard adds to a request, and to the first one of a worker that was just started.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { signer, source } from './organisation.mjs'
import { bundle, start } from './workerd.mjs'
import { middle } from '../peers/measure/statistics.mjs'

const folder = fileURLToPath(new URL('work', import.meta.url))
const REQUESTS = 10_000
const TURN = 1_000
/** As a worker is asked that has something to do: one at a time, each would find the processor's caches cold. */
const AT_ONCE = 20
const STARTS = 15

/** Makes the workers, each of which the platform would be given. */
async function workers() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  cpSync(new URL('workers', import.meta.url), folder, { recursive: true })
  const { document, user } = source(10_000)
  const { publicKey, sign } = await signer()
  writeFileSync(join(folder, 'key.txt'), publicKey)
  writeFileSync(join(folder, 'acme.rolepack'), await sign(document, 1))
  const configs = {}
  for (const name of ['empty', 'unguarded', 'guarded']) configs[name] = await bundle(folder, name)
  return { configs, user }
}

/** Microseconds of the processor that guarding a request takes: both workers asked turn by turn, from outside. */
async function eachRequest({ configs, user }) {
  const [guarded, unguarded] = [await start(configs.guarded), await start(configs.unguarded)]
  const turn = async ({ ask, used }) => {
    const before = used()
    for (let left = TURN / AT_ONCE; left > 0; left--) {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => ask({ 'x-user': user })))
      for (const { status } of answers) if (status !== 200) throw new Error(`status ${status}`)
    }
    return ((used() - before) * 1000) / TURN
  }
  // What is compiled when it has run often enough is compiled by then.
  for (const worker of [guarded, unguarded, guarded, unguarded]) await turn(worker)
  const refused = await guarded.ask({ 'x-user': 'nobody@acme.example' })
  if (refused.status !== 403) throw new Error('nobody is let through')
  const times = { guarded: [], unguarded: [] }
  for (let left = REQUESTS / TURN; left > 0; left--) {
    times.guarded.push(await turn(guarded))
    times.unguarded.push(await turn(unguarded))
  }
  await Promise.all([guarded.stop(), unguarded.stop()])
  const mean = (values) => values.reduce((sum, value) => sum + value) / values.length
  return { guarded: mean(times.guarded), unguarded: mean(times.unguarded) }
}

/** Milliseconds of the first request, from one worker after another that was just started. */
async function firstRequest({ configs, user }) {
  const times = { empty: [], guarded: [] }
  for (let left = STARTS; left > 0; left--) {
    for (const name of ['empty', 'guarded']) {
      const worker = await start(configs[name])
      const { status, milliseconds } = await worker.ask({ 'x-user': user })
      if (status !== 200) throw new Error(`${name}: status ${status}`)
      times[name].push(milliseconds)
      await worker.stop()
    }
  }
  return { empty: middle(times.empty), guarded: middle(times.guarded) }
}

export async function requests() {
  const made = await workers()
  return { each: await eachRequest(made), first: await firstRequest(made) }
}
