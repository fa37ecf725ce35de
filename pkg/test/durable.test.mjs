// What of the Durable Object runs anywhere; the object itself runs in workerd (runtimes/durable.test.mjs).
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'
import { signer } from './signed.mjs'

const folder = install()
const part = (name) => import(pathToFileURL(join(folder, 'node_modules/rolepack/dist/durable-object', name)))
const { read, write, writeFloor } = await part('parts.js')
const { Listeners } = await part('listeners.js')
const { optionsOf } = await part('options.js')

/** What the platform promises of storage, limits and all; it ends for good after so many writes. */
function storage(values = new Map(), writes = Infinity) {
  const take = (keys) => assert.ok(keys.length <= 128, 'too many keys at a time')
  const change = (work) => {
    if (writes-- <= 0) throw new Error('the object was ended')
    work()
  }
  return {
    async get(keys) {
      take(keys)
      return new Map(keys.filter((key) => values.has(key)).map((key) => [key, values.get(key)]))
    },
    async put(entries) {
      take(Object.keys(entries))
      for (const value of Object.values(entries)) assert.ok((value.byteLength ?? 0) < 128 * 1024, 'too large a value')
      change(() => Object.entries(entries).forEach(([key, value]) => values.set(key, structuredClone(value))))
    },
    async delete(keys) {
      take(keys)
      change(() => keys.forEach((key) => values.delete(key)))
    },
  }
}

const bytes = (length, seed) => Uint8Array.from({ length }, (_, at) => (at * 31 + seed) % 251)

test('a snapshot of any length is kept in parts, and nothing is left of the one before', async () => {
  const values = new Map()
  assert.deepEqual(await read(storage(values)), { bytes: undefined, floor: 0 })
  for (const [number, length] of [1, 119_999, 120_000, 120_001, 20_000_000, 5].entries()) {
    const written = bytes(length, number)
    await write(storage(values), written, number)
    const kept = await read(storage(values))
    assert.ok(Buffer.from(kept.bytes).equals(written) && kept.floor === number, String(length))
    assert.equal(values.size, 2 + Math.ceil(length / 120_000))
  }
  await writeFloor(storage(values), 9)
  assert.equal((await read(storage(values))).floor, 9)
})

test('wherever writing ends, one of the two is kept whole', async () => {
  const [one, two] = [bytes(300_000, 1), bytes(16_000_000, 2)]
  const seen = new Set()
  for (let writes = 0; writes < 5; writes++) {
    const values = new Map()
    await write(storage(values), one, 1)
    const ended = await write(storage(values, writes), two, 2).then(() => false, () => true)
    const kept = await read(storage(values))
    const which = kept.floor === 1 ? one : two
    assert.ok(Buffer.from(kept.bytes).equals(which), `after ${writes} writes`)
    seen.add(`${kept.floor} ${ended}`)
    // What was left is no hindrance to the next.
    await write(storage(values), two, 3)
    assert.ok(Buffer.from((await read(storage(values))).bytes).equals(two))
  }
  assert.deepEqual([...seen], ['1 true', '2 true', '2 false'])
})

test('who does not read is left behind, and who listens for long has to come again', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'Date'] })
  const listeners = new Listeners(3)
  const streams = Array.from({ length: 3 }, () => listeners.add('first').getReader())
  assert.equal(listeners.add('first'), undefined)
  const read = async (reader) => Buffer.from((await reader.read()).value ?? '').toString()
  // The last one reads nothing of it all.
  const readers = streams.slice(0, 2)
  for (const reader of readers) assert.equal(await read(reader), 'first')
  for (let number = 0; number < 20; number++) {
    listeners.tell(String(number))
    for (const reader of readers) assert.equal(await read(reader), String(number))
  }
  const fourth = listeners.add('first').getReader()
  await fourth.cancel()
  context.mock.timers.tick(25_000)
  for (const reader of readers) assert.equal(await read(reader), ': still here\n\n')
  await readers[0].cancel()
  for (let waited = 25_000; waited <= 3_600_000; waited += 25_000) {
    context.mock.timers.tick(25_000)
    assert.equal(await read(readers[1]), ': still here\n\n')
  }
  assert.deepEqual(await readers[1].read(), { done: true, value: undefined })
  for (let number = 0; number < 3; number++) assert.ok(listeners.add('first'))
})

test('a wrong option is told where it is written', async () => {
  const { publicKey } = await signer()
  const right = { organization: 'acme', publicKeys: [publicKey] }
  assert.equal(optionsOf(right).maxListeners, 1_000)
  assert.equal(optionsOf(Object.assign(Object.create(null), right)).organization, 'acme')
  for (const [wrong, message] of [
    ...[undefined, null, 'acme', () => right, [right], new (class { organization = 'acme' })(), Object.create(right)].map((wrong) => [wrong, /a plain object/]),
    // A variable that was not set would leave everything unverified.
    [{ ...right, publicKeys: undefined, authorize: () => true }, /`publicKeys` is undefined/],
    [{ ...right, organization: '' }, /`organization` is required/],
    [{ publicKeys: [publicKey] }, /`organization` is required/],
    [{ ...right, publicKeys: [] }, /at least one key/],
    [{ ...right, publicKeys: publicKey }, /at least one key/],
    [{ organization: 'acme' }, /`authorize` is required without `publicKeys`/],
    [{ ...right, authorize: true }, /must be a function/],
    [{ ...right, authorise: () => true }, /no option `authorise`/],
    ...['minSequence', 'maxBytes', 'timeout', 'maxListeners'].flatMap((name) => [-1, 1.5, '1', NaN, null].map((value) => [{ ...right, [name]: value }, new RegExp(`\`${name}\` must be`)])),
  ]) assert.throws(() => optionsOf(wrong), { name: 'TypeError', message })
  for (const key of ['x', undefined, null, '']) assert.throws(() => optionsOf({ ...right, publicKeys: [publicKey, key] }), { name: 'KeyError', code: 'malformed-key' })
})
