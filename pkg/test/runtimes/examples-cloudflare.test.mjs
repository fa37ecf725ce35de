// The Cloudflare Worker, as wrangler would deploy it and as it runs it here, with a snapshot in KV that is replaced meanwhile.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { binary } from './binaries.mjs'
import { example } from './example.mjs'
import { asking, everybody, runsIn } from './example-runs.mjs'
import { fresh } from './fresh.mjs'

// Told to ask nobody for anything, and to write nothing outside.
const env = { WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_LOG_PATH: fresh('wrangler'), XDG_CONFIG_HOME: fresh('wrangler') }
const place = example('cloudflare-worker', { program: binary('node'), env })
const server = await place.start('npm', 'start', '--', '--ip', '127.0.0.1', '--port', '0', '--var', 'REFRESH_EVERY:1000')
const tokens = await everybody(place)
const ask = asking(server.address, tokens)

/** Puts what `.local/acme.rolepack` is into KV, as the page tells. */
const put = () => place.run('npm', 'run', 'put', '--', '--local')
const pack = () => place.run(process.execPath, join(place.folder, 'node_modules/examples-local/prepare.mjs'))
/** Asks until it is so, for half a minute. */
async function until(what, so) {
  for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((done) => setTimeout(done, 200))) if (await so()) return
  assert.fail(`${what}\n${server.said}`)
}

test('cloudflare-worker: fifty first requests at once', async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => ask('PATCH /runs/7', ['ada', 'bob', ''][at % 3])))
  assert.deepEqual(answers.map(({ status }) => status), answers.map((_, at) => [200, 403, 401][at % 3]))
})

runsIn('cloudflare-worker', server.address, tokens)

test('cloudflare-worker: a new snapshot in KV is taken in', async () => {
  const source = join(place.folder, 'acme.yaml')
  writeFileSync(source, readFileSync(source, 'utf8').replace('role: operator,', 'role: lead-operator,'))
  await pack()
  await put()
  await until('the new snapshot is not taken in', async () => (await ask('PATCH /runs/7', 'bob')).status === 200)
})

test('cloudflare-worker: a newer one that was changed on its way is refused, and the one before answers on', async () => {
  await pack()
  const file = join(place.folder, '.local/acme.rolepack')
  const bytes = readFileSync(file)
  bytes[bytes.length >> 1] ^= 1
  writeFileSync(file, bytes)
  await put()
  await until('nobody asked for it', async () => {
    assert.equal((await ask('PATCH /runs/7', 'bob')).status, 200)
    return /rolepack: the signature is not that of key/.test(server.said)
  })
  assert.equal((await ask('PATCH /runs/7', 'bob')).status, 200)
  assert.equal((await ask('PATCH /runs/8', 'bob')).status, 403)
})

test('cloudflare-worker: what would be deployed', async () => {
  const said = await place.run('npm', 'run', 'check')
  assert.match(said, /env\.ACCESS .*KV Namespace/)
  assert.match(said, /--dry-run: exiting now/)
})
