// Holds one that is compared and measures it, a little at a time, whenever it is told to.
// node serve.mjs ENTRY DATA WORKLOAD
import { readFileSync } from 'node:fs'
import { do_not_optimize, measure } from 'mitata'
import { random } from '../workload/random.mjs'
import { userId } from '../workload/organisation.mjs'
import { passes } from './passes.mjs'
import { read } from './read.mjs'

const [entry, data, file] = process.argv.slice(2)
/** @type {{ users: number, keys: string[], gateUser: number, pairs: [user: number, permission: number, allowed: 0 | 1][] }} */
const workload = JSON.parse(readFileSync(file, 'utf8'))

const { load } = await import(entry)
const peer = await load(read(data))
peer.warm?.()

const ids = Array.from({ length: workload.users }, (_, user) => userId(user))
const { keys } = workload
let measured

const commands = {
  /** Compares answers for as long as there is time. */
  async agree({ ms }) {
    const until = performance.now() + ms
    const wrong = []
    let compared = 0
    for (const [user, permission, allowed] of workload.pairs) {
      if (compared % 64 === 0 && performance.now() > until) break
      const answer = await peer.can(ids[user], keys[permission])
      if (answer !== (allowed === 1)) wrong.push([ids[user], keys[permission], answer])
      compared++
    }
    return { compared, wrong: wrong.length, first: wrong[0] }
  },
  /** What can be measured of this one, made ready. */
  async prepare() {
    measured = passes(peer, { ids, keys, gateUser: workload.gateUser, draw: random(workload.users) })
    for (const pass of Object.values(measured)) await pass.calibrate()
    return Object.keys(measured)
  },
  /** One round of one of them: nanoseconds a check. */
  async round({ what, ms }) {
    const pass = measured[what]
    const { samples } = await measure(() => kept(pass.run()), {
      min_cpu_time: ms * 1e6, min_samples: 3, gc: false, warmup_samples: 0, batch_threshold: 0, samples_threshold: Infinity,
    })
    return samples.map((ns) => ns / pass.count)
  },
}

/** Hands on what a pass gives, a promise as a promise, where no compiler can see that nobody reads it. */
function kept(answer) {
  do_not_optimize(answer)
  return answer
}

process.on('message', async ({ command, ...options }) => {
  try {
    process.send({ answer: await commands[command](options) })
  } catch (error) {
    process.send({ error: String(error?.message ?? error) })
  }
})
process.send({ answer: 'ready' })
