// The Hono server and the Express server, in the Node at hand.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { example } from './example.mjs'
import { everybody, runsIn } from './example-runs.mjs'

const servers = ['hono-server', 'express-server'].map(async (name) => {
  const place = example(name)
  const { address } = await place.start('npm', 'start')
  const ada = await place.run('npm', 'run', '--silent', 'token', 'ada')
  return [name, address, { ...(await everybody(place)), ada: ada.trim() }, place]
})

// Tests that begin while others start would end them all.
for (const [name, address, tokens, place] of await Promise.all(servers)) {
  runsIn(name, address, tokens)
  test(`${name}: a snapshot that is packed again is read again, and no other`, async () => {
    const { snapshotIn } = await import(pathToFileURL(join(place.folder, 'snapshot-in.mjs')))
    const source = snapshotIn(join(place.folder, '.local/acme.rolepack'))
    const { bytes, tag } = await source.fetch()
    assert.equal(await source.fetch(tag), undefined)
    await place.run('npx', 'local-prepare')
    const next = await source.fetch(tag)
    assert.notEqual(next.tag, tag)
    assert.notDeepEqual(next.bytes, bytes)
  })
}
