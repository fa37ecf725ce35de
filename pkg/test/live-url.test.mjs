// `Access.open` from an address: a real server, that answers as servers do, and as they should not.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { addresses, refusedAt } from './addresses.mjs'
import { install } from './installed.mjs'
import { organization } from './suite/organization.mjs'

const { main, author, live } = await import(pathToFileURL(join(install(), 'entries.mjs')))
const { Access } = main
const pack = (sequence, change) => author.pack({ ...organization, ...change }, { sequence }).bytes

const server = await addresses()
const { asked, listeners, at, say } = server
const quiet = { organization: 'acme', report() {} }

test('what did not change is not sent again', async () => {
  server.served = { sequence: 1, bytes: pack(1) }
  const access = await Access.open(at('/snapshot'), quiet)
  await access.refresh()
  const tags = asked.filter(([url]) => url === '/snapshot').map(([, headers]) => headers['if-none-match'])
  assert.deepEqual(tags, [undefined, '"1"'])
  server.served = { sequence: 2, bytes: pack(2, { users: [] }) }
  await access.refresh()
  assert.equal(access.sequence, 2)
  assert.equal(access.can('ada', 'createRun'), false)
  access.close()
})

test('without a tag the same bytes are no change', async () => {
  server.served = { sequence: 1, bytes: pack(1) }
  const access = await Access.open(new URL(at('/no-tag')), quiet)
  const { current } = access
  await access.refresh()
  assert.equal(access.current, current)
  access.close()
})

test('headers are sent, and asked for each time', async () => {
  let token = 0
  const access = await Access.open(live.fromURL(at('/snapshot?headers'), { headers: async () => ({ authorization: `Bearer ${++token}` }) }), quiet)
  await access.refresh()
  assert.deepEqual(asked.filter(([url]) => url === '/snapshot?headers').map(([, headers]) => headers.authorization), ['Bearer 1', 'Bearer 2'])
  access.close()
})

for (const [path, code] of Object.entries(refusedAt)) {
  test(`refused, and the one before answers on: ${path}`, async () => {
    server.served = { sequence: 1, bytes: pack(1) }
    const source = live.fromURL(at(path), { timeout: 300, maxBytes: 1_000_000 })
    await assert.rejects(Access.open(source, quiet), (error) => error instanceof main.RolepackError && error.code === code && error.help !== '')
    let first = true
    const access = await Access.open({ fetch: (known) => (first ? live.fromURL(at('/snapshot')) : source).fetch(known) }, quiet)
    first = false
    await access.refresh()
    // That nothing changed is what a server may say of what was fetched before.
    assert.deepEqual([access.failure?.code, access.can('ada', 'createRun')], [path === '/never-changed' ? undefined : code, true])
    access.close()
  })
}

test('an address is shown without what may be secret', async () => {
  const address = at('/gone?token=secret').replace('//', '//user:password@')
  const fetched = live.fromURL(address, { fetch: async () => new Response('no', { status: 404 }) })
  await assert.rejects(Access.open(fetched, quiet), (error) => error.message.includes('/gone') && !/secret|password/.test(error.message))
})

test('events bring a new snapshot at once, and a stream that ends is opened again', async () => {
  server.served = { sequence: 1, bytes: pack(1) }
  const access = await Access.open(live.fromURL(at('/snapshot'), { events: at('/events') }), { ...quiet, refreshEvery: 3_600_000 })
  const until = async (holds) => {
    for (let left = 400; !holds(); left--) {
      assert.ok(left > 0, 'it never came')
      await pause(10)
    }
  }
  await until(() => listeners.size === 1)
  const before = asked.length
  say('event: something-else\nid: 5\n\nevent: snapshot\nid: 1\n\n')
  server.served = { sequence: 2, bytes: pack(2) }
  say('event: snap')
  say('shot\r\nid: 2\r\n\r\n')
  await until(() => access.sequence === 2)
  assert.equal(asked.slice(before).filter(([url]) => url === '/snapshot').length, 1)
  listeners.forEach((response) => response.destroy())
  await until(() => listeners.size === 0)
  await until(() => listeners.size === 1)
  assert.equal(asked.at(-1)[1]['last-event-id'], '2')
  server.served = { sequence: 3, bytes: pack(3) }
  say('event: snapshot\rid: 3\r\rdata: x\n')
  await until(() => access.sequence === 3)
  server.served = { sequence: 4, bytes: pack(4) }
  say('event: snapshot\n\n')
  await until(() => access.sequence === 4)
  say('x'.repeat(10_000))
  await until(() => listeners.size === 0)
  access.close()
  await pause(50)
  assert.equal(listeners.size, 0)
})

test('news that comes while the source is asked is asked for too, and of a flood there is one request now and then', async () => {
  let [sequence, asked, held, tell] = [1, 0]
  const source = {
    async fetch() {
      asked++
      const bytes = pack(sequence)
      await held
      return { bytes }
    },
    listen: (news, signal) => new Promise((done) => { tell = news; signal.addEventListener('abort', done) }),
  }
  const access = await Access.open(source, { ...quiet, refreshEvery: 3_600_000 })
  const came = (wanted) => new Promise((done) => { access.subscribe(() => access.sequence === wanted && done()) })
  const [second, third, fourth] = [2, 3, 4].map(came)
  let release
  held = new Promise((done) => (release = done))
  sequence = 2
  tell(2)
  sequence = 3
  tell(3)
  release()
  await Promise.all([second, third])
  assert.equal(asked, 3)
  sequence = 4
  for (let count = 0; count < 10_000; count++) tell(count % 2 ? undefined : 9e9)
  await fourth
  access.close()
  assert.equal(asked, 4)
})

test('a program ends although a snapshot is open', async () => {
  const { execFileSync } = await import('node:child_process')
  const entry = import.meta.resolve('../dist/index.js')
  const script = `const { Access } = await import(${JSON.stringify(entry)}); const bytes = Uint8Array.from(atob('${Buffer.from(pack(1)).toString('base64')}'), (c) => c.charCodeAt(0))
    const access = await Access.open({ fetch: async () => ({ bytes }) }); console.log(access.can('ada', 'createRun'))`
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 30_000 }).trim(), 'true')
})
