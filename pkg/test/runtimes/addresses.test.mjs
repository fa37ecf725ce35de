// Snapshots from addresses, by what each runtime makes of pages, loops, halves, silence and streams of events. In Node.js the package's own tests ask.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { addresses, refusedAt } from '../addresses.mjs'
import { organization } from '../suite/organization.mjs'
import { dispatched, version as edge } from './edge-runtime.mjs'
import { fresh } from './fresh.mjs'
import { started } from './started.mjs'
import { bundle, serve, version as workerd } from './workerd.mjs'

const { author } = await import(pathToFileURL(fresh('entries.mjs')))
const snapshot = (sequence) => ({ sequence, bytes: author.pack(organization, { sequence }).bytes })
const server = await addresses()
const from = encodeURIComponent(server.at(''))

/** `ask` answers what the application says to the query. */
function addressesIn(place, ask) {
  test(`in ${place}: what an address should not answer is refused, and the one before answers on`, async () => {
    server.served = snapshot(1)
    const told = JSON.parse(await ask(`?from=${from}${Object.keys(refusedAt).map((path) => `&path=${path}`).join('')}`))
    assert.deepEqual(told, Object.entries(refusedAt).map(([path, code]) => [path, code, path === '/never-changed' ? 'unchanged' : code, true]))
  })

  test(`in ${place}: an event brings a new snapshot at once`, async () => {
    server.served = snapshot(1)
    const told = ask(`?from=${from}`)
    for (let left = 400; server.listeners.size === 0; left--) {
      assert.ok(left > 0, 'nobody listens')
      await new Promise((done) => setTimeout(done, 10))
    }
    server.served = snapshot(2)
    server.say('event: snapshot\nid: 2\n\n')
    assert.equal(await told, '[1,2]')
    server.listeners.forEach((response) => response.destroy())
    server.listeners.clear()
  })
}

const by = (address) => async (query) => (await fetch(address + query)).text()
for (const [name, runtime] of [['Deno', 'deno'], ['Bun', 'bun']]) addressesIn(name, by(await started(runtime, 'serve-addresses.mjs')))
await bundle('workerd-addresses.mjs', 'workerd-addresses')
addressesIn(workerd, by(await serve('workerd-addresses', '2026-11-01', { services: '(name = "internet", network = (allow = ["private"])),' })))
addressesIn(`edge-runtime ${edge}`, (query) => dispatched('edge-addresses.mjs', query))
