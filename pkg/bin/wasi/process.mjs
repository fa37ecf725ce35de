// What a program asks of its process: arguments, environment, time, chance, and to end.
import { failure } from './errno.mjs'

/** How a program ends: thrown through it. */
export class Exit extends Error {
  constructor(status) {
    super(`ended with ${status}`)
    this.status = status
  }
}

const REAL_TIME = 0
const MONOTONIC = 1
/** The most bytes of chance at once. */
const MOST_CHANCE = 65_536

export function process(memory, args, environment) {
  const texts = (list) => list.map((text) => Buffer.from(`${text}\0`))
  const given = texts(args)
  const told = texts(Object.entries(environment).map(([name, value]) => `${name}=${value}`))
  const sizes = (list) => (count, size) => {
    memory.u32(count, list.length)
    memory.u32(size, list.reduce((sum, { length }) => sum + length, 0))
  }
  const copy = (list) => (places, at) => {
    let next = at
    list.forEach((text, index) => {
      memory.u32(places + index * 4, next)
      memory.bytes(next, text.length).set(text)
      next += text.length
    })
  }
  return {
    args_sizes_get: sizes(given),
    args_get: copy(given),
    environ_sizes_get: sizes(told),
    environ_get: copy(told),
    clock_time_get(clock, _precision, at) {
      if (clock !== REAL_TIME && clock !== MONOTONIC) throw failure('EINVAL')
      memory.u64(at, clock === REAL_TIME ? BigInt(Date.now()) * 1_000_000n : globalThis.process.hrtime.bigint())
    },
    random_get(at, length) {
      for (let done = 0; done < length; done += MOST_CHANCE) {
        crypto.getRandomValues(memory.bytes(at + done, Math.min(MOST_CHANCE, length - done)))
      }
    },
    proc_exit(status) {
      throw new Exit(status)
    },
  }
}
