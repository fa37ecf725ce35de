// The Durable Object, in workerd: pushed to, asked and listened to from outside, and asked by its own worker.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { signer } from '../signed.mjs'
import { fresh } from './fresh.mjs'
import { bundle, serve, version } from './workerd.mjs'

const from = (entry) => import(pathToFileURL(fresh(`node_modules/rolepack/dist/${entry}.js`)))
const { pack } = await from('author')
const { Access } = await from('index')
const { fromURL } = await from('live/index')

const [old, key, another] = [await signer(), await signer(), await signer()]
const hour = () => Date.now() + 3_600_000

function packed(sequence, { organization = 'acme', users = 1, role = 'operator', ...options } = {}) {
  const others = Array.from({ length: users - 1 }, (_, number) => ({ id: `user.${number}.${(number * 7919) % 1_000_003}@acme.example`, roles: ['operator'] }))
  return pack({ organization: { id: organization }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }, { id: 'guest' }], users: [{ id: 'ada', roles: [role] }, ...others] }, { sequence, ...options }).bytes
}
const signed = async (sequence, { by = key, ...options } = {}) => by.sign(packed(sequence, { expires: hour(), ...options }))

rmSync(fresh('objects'), { recursive: true, force: true })
mkdirSync(fresh('objects'))
await bundle('durable.mjs', 'durable')
const starts = []
async function start(keys) {
  starts.splice(0).forEach((stop) => stop())
  return serve('durable', '2026-11-01', {
    bindings: `(name = "guarded", durableObjectNamespace = "Guarded"), (name = "signed", durableObjectNamespace = "Signed"), (name = "KEYS", text = "${keys.map(({ publicKey }) => publicKey).join(' ')}")`,
    rest: 'durableObjectNamespaces = [(className = "Guarded", uniqueKey = "guarded"), (className = "Signed", uniqueKey = "signed", enableSql = true)], durableObjectStorage = (localDisk = "objects"),',
    services: `(name = "objects", disk = (path = "${fresh('objects')}", writable = true)),`,
    stop: starts,
  })
}
let address = await start([old, key])

const as = (action) => ({ authorization: `Bearer ${action}` })
const push = (path, bytes, headers = as('push')) => fetch(`${address}${path}`, { method: 'POST', headers, body: bytes })
const read = (path, headers = {}) => fetch(`${address}${path}`, { headers: { ...as('read'), ...headers } })
const told = async (response) => ({ status: response.status, ...(await response.json()) })
const task = async (path) => (await fetch(`${address}${path}`)).json()
const refused = async (response, status, code) => {
  const { status: given, code: named } = await told(response)
  assert.deepEqual([given, named], [status, code])
}
const place = `in ${version}`

test(`${place}: what was pushed is served, and not sent again to who has it`, async () => {
  await refused(await read('guarded/a'), 503, 'no-snapshot')
  const bytes = packed(1)
  assert.deepEqual(await told(await push('guarded/a', bytes)), { status: 200, organization: 'acme', sequence: 1 })
  const response = await read('guarded/a')
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes)
  assert.deepEqual([response.headers.get('content-type'), response.headers.get('cache-control')], ['application/vnd.rolepack', 'private, no-cache'])
  const etag = response.headers.get('etag')
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) assert.equal((await read('guarded/a', { 'if-none-match': known })).status, 304)
  assert.equal((await read('guarded/a', { 'if-none-match': '"other"' })).status, 200)
  const head = await fetch(`${address}guarded/a`, { method: 'HEAD', headers: as('read') })
  assert.deepEqual([head.status, head.headers.get('etag'), await head.text()], [200, etag, ''])
  await push('guarded/a', packed(2))
  assert.notEqual((await read('guarded/a', { 'if-none-match': etag })).headers.get('etag'), etag)
  await refused(await read('guarded/b'), 503, 'no-snapshot')
  const { status, headers } = await fetch(`${address}guarded/a`, { method: 'DELETE', headers: as('push') })
  assert.deepEqual([status, headers.get('allow')], [405, 'GET, HEAD, POST'])
})

test(`${place}: nobody does what the operator's function does not let them`, async () => {
  await push('guarded/closed', packed(1))
  for (const headers of [{}, as('read'), as('listen'), as('broken'), { authorization: 'Bearer push, Bearer push' }]) await refused(await push('guarded/closed', packed(2), headers), 403, 'forbidden')
  for (const headers of [{ authorization: '' }, as('push'), { ...as('read'), accept: 'text/event-stream' }, as('broken')]) await refused(await read('guarded/closed', headers), 403, 'forbidden')
  assert.equal((await task('guarded/closed/floor')).floor, 1)
})

test(`${place}: a bad snapshot is refused, and the one before stays`, async () => {
  const good = packed(5)
  await push('guarded/bad', good)
  const spoilt = packed(6)
  spoilt[spoilt.length - 1] ^= 1
  const { Access: Full } = await from('full')
  for (const [bytes, status, code] of [
    [packed(4), 409, 'lower-sequence'],
    [packed(5, { role: 'guest' }), 409, 'same-sequence'],
    [packed(6, { organization: 'other' }), 422, 'wrong-organization'],
    [packed(6, { expires: Date.now() - 1 }), 422, 'expired'],
    [spoilt, 422, 'checksum'],
    [packed(6).subarray(0, -20), 422, 'checksum'],
    ['<!doctype html>', 422, 'not-a-snapshot'],
    [new Uint8Array(), 422, 'truncated'],
    [Full.load(packed(6)).slice('ada'), 422, 'slice'],
    [Full.load(packed(6)).shard('a', 'b'), 409, 'other-kind'],
    [new Uint8Array(2_000_001), 413, 'too-large'],
  ]) await refused(await push('guarded/bad', bytes), status, code)
  const endless = new ReadableStream({ pull: (controller) => new Promise((done) => setTimeout(done, 100)).then(() => controller.enqueue(new Uint8Array(10))) })
  await refused(await fetch(`${address}guarded/bad`, { method: 'POST', headers: as('push'), body: endless, duplex: 'half' }), 408, 'too-slow')
  assert.deepEqual(new Uint8Array(await (await read('guarded/bad')).arrayBuffer()), good)
  assert.equal((await push('guarded/bad', good)).status, 200)
})

test(`${place}: with keys the signature lets a push in, and nothing but the worker reads`, async () => {
  await refused(await push('signed/acme', packed(1, { expires: hour() }), {}), 422, 'unsigned')
  await refused(await push('signed/acme', await signed(1, { by: another }), {}), 422, 'unknown-key')
  const forged = await signed(1)
  forged[30] ^= 1
  await refused(await push('signed/acme', forged, {}), 422, 'wrong-signature')
  await refused(await push('signed/acme', await signed(1, { organization: 'other' }), {}), 422, 'wrong-organization')
  assert.equal((await push('signed/acme', await signed(1, { by: old }), {})).status, 200)
  assert.equal((await push('signed/acme', await signed(2), {})).status, 200)
  await refused(await push('signed/acme', await signed(1), {}), 409, 'lower-sequence')
  await refused(await read('signed/acme'), 403, 'forbidden')
  assert.deepEqual(await task('signed/acme/open?organization=acme'), { sequence: 2, allowed: true })
  // Of the organisation that the object is named for, by a function of its id.
  assert.equal((await push('signed/other', await signed(1, { organization: 'other' }), {})).status, 200)
})

test(`${place}: the floor only rises, and nothing below it is taken or answered`, async () => {
  assert.deepEqual(await task('guarded/floor/floor'), { floor: 0 })
  await push('guarded/floor', packed(3))
  for (const [sequence, floor] of [[2, 3], [7, 7], [5, 7]]) {
    await task(`guarded/floor/raise?sequence=${sequence}`)
    assert.deepEqual(await task('guarded/floor/floor'), { floor })
  }
  for (const sequence of ['-1', '1.5', 'x', '1e30']) assert.equal((await task(`guarded/floor/raise?sequence=${sequence}`)).name, 'TypeError')
  await refused(await read('guarded/floor'), 503, 'no-snapshot')
  assert.equal((await task('guarded/floor/open')).code, 'not-served')
  await refused(await push('guarded/floor', packed(6)), 409, 'lower-sequence')
  assert.equal((await push('guarded/floor', packed(7))).status, 200)
  assert.deepEqual(await task('guarded/floor/open?organization=acme'), { sequence: 7, allowed: true })
})

test(`${place}: fifty at once, and the highest sequence stays`, async () => {
  const sequences = Array.from({ length: 50 }, (_, number) => number + 1)
  const answers = await Promise.all(sequences.map(async (sequence) => (await push('guarded/many', packed(sequence))).status))
  assert.deepEqual([...new Set(answers)].filter((status) => ![200, 409, 503].includes(status)), [])
  const taken = Math.max(...sequences.filter((_, number) => answers[number] === 200))
  assert.equal((await task('guarded/many/open?organization=acme')).sequence, taken)
  assert.equal((await task('guarded/many/floor')).floor, taken)
})

test(`${place}: who listens is told of the newest at once, and of every new one`, async () => {
  await push('guarded/events', packed(1))
  const asked = (url, { headers, signal }) => {
    headers.set('authorization', `Bearer ${headers.get('accept') === 'text/event-stream' ? 'listen' : 'read'}`)
    return fetch(url, { headers, signal })
  }
  const live = await Access.open(fromURL(`${address}guarded/events`, { events: true, fetch: asked }), { organization: 'acme', refreshEvery: 3_600_000 })
  for (const [sequence, role] of [[2, 'guest'], [3, 'operator']]) {
    const changed = new Promise((done) => live.subscribe(done))
    await push('guarded/events', packed(sequence, { role }))
    await changed
    assert.deepEqual([live.sequence, live.can('ada', 'createRun')], [sequence, role === 'operator'])
  }
  live.close()
})

test(`${place}: the stream of events, and how many may listen`, async () => {
  const listen = (signal) => fetch(`${address}guarded/stream`, { headers: { ...as('listen'), accept: 'text/event-stream' }, signal })
  const leave = new AbortController()
  const first = await listen(leave.signal)
  assert.equal(first.headers.get('content-type'), 'text/event-stream')
  const reader = first.body.pipeThrough(new TextDecoderStream()).getReader()
  assert.equal((await reader.read()).value, ': no snapshot yet\n\n')
  await push('guarded/stream', packed(0))
  assert.equal((await reader.read()).value, 'event: snapshot\ndata: 0\n\n')
  await push('guarded/stream', packed(8))
  assert.equal((await reader.read()).value, 'event: snapshot\nid: 8\ndata: 8\n\n')
  const second = await listen(leave.signal)
  assert.equal((await second.body.pipeThrough(new TextDecoderStream()).getReader().read()).value, 'event: snapshot\nid: 8\ndata: 8\n\n')
  await refused(await listen(), 503, 'too-many-listeners')
  leave.abort()
  // Whoever went away makes room, at the latest when something is to be told.
  for (let tries = 0; ; tries++) {
    await push('guarded/stream', packed(9 + tries))
    const third = await listen(AbortSignal.timeout(20_000))
    if (third.status === 200) break
    assert.ok(tries < 50)
    await new Promise((done) => setTimeout(done, 100))
  }
})

test(`${place}: a guard takes what was pushed, and nothing below the floor`, async () => {
  const run = () => fetch(`${address}runs`, { method: 'POST' })
  const until = async (wanted) => {
    for (let tries = 0; ; tries++) {
      const response = await run()
      const answer = response.status === 200 ? (await response.json()).sequence : response.status
      if (answer === wanted) return
      assert.ok(tries < 100, `${answer}, not ${wanted}`)
      await new Promise((done) => setTimeout(done, 100))
    }
  }
  const none = await run()
  assert.deepEqual([none.status, Number(none.headers.get('retry-after')) > 0], [503, true])
  await push('guarded/behind-a-guard', packed(1))
  await until(1)
  await push('guarded/behind-a-guard', packed(2, { role: 'guest' }))
  await until(403)
  await push('guarded/behind-a-guard', packed(3))
  await until(3)
  assert.deepEqual(await Promise.all(Array.from({ length: 50 }, async () => (await run()).status)), Array(50).fill(200))
})

test(`${place}: a snapshot of many parts outlives the process, and a key that was taken away is not trusted afterwards`, async () => {
  const large = packed(9, { users: 40_000 })
  assert.ok(large.length > 10 * 120_000, String(large.length))
  await push('guarded/large', packed(8))
  assert.equal((await push('guarded/large', large)).status, 200)
  await push('signed/acme', await signed(11, { by: old, users: 20_000 }), {})
  address = await start([old, key])
  assert.deepEqual(new Uint8Array(await (await read('guarded/large')).arrayBuffer()), large)
  await refused(await push('guarded/large', packed(9)), 409, 'same-sequence')
  assert.deepEqual(await task('signed/acme/open?organization=acme'), { sequence: 11, allowed: true })
  await push('guarded/large', packed(10))
  address = await start([key])
  assert.equal((await task('guarded/large/open?organization=acme')).sequence, 10)
  const { code, message } = await task('signed/acme/open?organization=acme')
  assert.equal(code, 'not-served')
  assert.match(message, /is refused by now/)
  assert.deepEqual(await task('signed/acme/floor'), { floor: 11 })
  await refused(await push('signed/acme', await signed(10), {}), 409, 'lower-sequence')
  assert.equal((await push('signed/acme', await signed(12), {})).status, 200)
})

test(`${place}: the worker of the recipe`, async () => {
  const page = readFileSync(new URL('../../../docs/recipes/fresh-snapshots.md', import.meta.url), 'utf8')
  const block = (name) => new RegExp(`\`\`\`\\w+ \\[${name}\\]\\n(.*?)\`\`\``, 's').exec(page)[1]
  const told = (name) => new RegExp(`^${name} = "(.+)"$`, 'm').exec(block('wrangler.toml'))[1]
  mkdirSync(fresh('fresh-snapshots'), { recursive: true })
  writeFileSync(fresh('fresh-snapshots/worker.mjs'), block('worker.mjs'))
  await bundle('fresh-snapshots/worker.mjs', 'fresh-snapshots/bundle')
  const served = await serve('fresh-snapshots/bundle', told('compatibility_date'), {
    bindings: `(name = "SNAPSHOTS", durableObjectNamespace = "${told('class_name')}"), (name = "PUBLIC_KEY", text = "${key.publicKey}"), (name = "READERS", text = "a-token")`,
    rest: `durableObjectNamespaces = [(className = "${told('class_name')}", uniqueKey = "snapshots", enableSql = true)], durableObjectStorage = (inMemory = void),`,
  })
  const url = `${served}acme.rolepack`
  const headers = { authorization: 'Bearer a-token' }
  await refused(await fetch(url, { headers }), 503, 'no-snapshot')
  assert.equal((await fetch(url, { method: 'POST', body: await signed(42) })).status, 200)
  await refused(await fetch(url, { method: 'POST', body: await signed(43, { by: another }) }), 422, 'unknown-key')
  await refused(await fetch(url), 403, 'forbidden')
  assert.equal((await fetch(`${served}other.rolepack`, { headers })).status, 404)
  const live = await Access.open(fromURL(url, { events: true, headers }), { organization: 'acme', publicKeys: [key.publicKey] })
  const changed = new Promise((done) => live.subscribe(done))
  await fetch(url, { method: 'POST', body: await signed(44) })
  await changed
  assert.equal(live.sequence, 44)
  live.close()
})
