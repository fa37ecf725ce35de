// The guard's suite in Node, on the packed package.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'
import suite from './suite/guard.mjs'

const folder = install()
writeFileSync(join(folder, 'guard.mjs'), "export * as main from 'rolepack'\nexport * as full from 'rolepack/full'\nexport * as author from 'rolepack/author'\nexport * as edge from 'rolepack/edge'\n")
const entries = await import(pathToFileURL(join(folder, 'guard.mjs')))
for (const [name, run] of suite(entries)) test(name, run)

test('guard: an address that answers a page, a redirect loop or half a snapshot lets nobody through', async () => {
  const { guard, fromURL } = entries.edge
  const { bytes } = entries.author.pack({ organization: { id: 'acme' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] })
  const answers = {
    '/good': [200, (response) => response.end(bytes)],
    '/page': [503, (response) => response.setHeader('content-type', 'text/html').end('<!doctype html>')],
    '/loop': [503, (response) => response.writeHead(302, { location: '/loop' }).end()],
    '/half': [503, (response) => response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, bytes.length / 2), () => response.destroy())],
    '/half-unnoticed': [503, (response) => response.end(bytes.subarray(0, bytes.length / 2))],
    '/nothing': [503, (response) => response.writeHead(404).end()],
    '/silence': [503, () => {}],
  }
  const server = createServer(({ url }, response) => answers[url][1](response))
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.closeAllConnections() ?? server.close())
  for (const [path, [status]] of Object.entries(answers)) {
    const snapshot = () => fromURL(`http://127.0.0.1:${server.address().port}${path}`, path === '/silence' ? { timeout: 300 } : {})
    const { fetch } = guard({ organization: 'acme', snapshot, caller: () => ({ userId: 'ada' }), routes: { 'GET /runs': { permission: 'createRun' } }, report() {} }, () => new Response('done'))
    const response = await fetch(new Request('http://edge/runs'))
    assert.equal(response.status, status, path)
    assert.equal(response.headers.has('retry-after'), status === 503, path)
  }
})
