// The suite in Chromium, on the packed package: a page with an import map, and no bundler.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { install, vectors } from './installed.mjs'

const suiteFolder = fileURLToPath(new URL('suite', import.meta.url))
const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json', '.wasm': 'application/wasm' }
const page = `<!doctype html><script type="importmap">{ "imports": {
  "rolepack": "/installed/dist/index.js", "rolepack/full": "/installed/dist/full.js", "rolepack/author": "/installed/dist/author.js",
  "rolepack/js": "/installed/dist/js/index.js", "rolepack/slim": "/installed/dist/slim.js", "rolepack/live": "/installed/dist/live/index.js",
  "rolepack/edge": "/installed/dist/edge/index.js", "rolepack/authzen": "/installed/dist/authzen/index.js", "rolepack/slices": "/installed/dist/slices/index.js"
} }</script>`

/** Serves the page, the suite and the installed package. */
async function serve() {
  const installed = join(install(), 'node_modules/rolepack')
  const files = JSON.stringify(vectors())
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://page').pathname)
    const send = (type, body) => response.writeHead(200, { 'content-type': type }).end(body)
    if (path === '/') return send('text/html', page)
    if (path === '/strict') return response.setHeader('content-security-policy', "script-src 'self' 'unsafe-inline'") && send('text/html', page)
    if (path === '/vectors.json') return send('application/json', files)
    const [folder, rest] = path.startsWith('/suite/') ? [suiteFolder, path.slice(7)] : [installed, path.replace('/installed/', '')]
    try {
      send(types[extname(path)], await readFile(join(folder, rest)))
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${server.address().port}/`
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
after(() => browser.close())
const tab = await browser.newPage()
const address = await serve()
await tab.goto(address)
const results = await tab.evaluate(async () => {
  const names = ['full', 'author', 'js', 'live', 'edge', 'authzen', 'slices']
  const [main, ...others] = await Promise.all(['rolepack', ...names.map((name) => `rolepack/${name}`)].map((entry) => import(entry)))
  const entries = { main, ...Object.fromEntries(names.map((name, at) => [name, others[at]])) }
  const { suite } = await import('/suite/all.mjs')
  const results = []
  for (const [name, run] of suite(entries, await (await fetch('/vectors.json')).json())) {
    try {
      await run()
      results.push({ name })
    } catch (error) {
      results.push({ name, failure: String(error.stack) })
    }
  }
  return results
})
for (const { name, failure } of results) test(`in Chromium: ${name}`, () => assert.equal(failure, undefined, failure))
test('in Chromium: the suite ran', () => assert.ok(results.length > 100))

test('in Chromium: where a policy forbids WebAssembly, the error names the ways out, and one of them works', async () => {
  const { organization } = await import('./suite/organization.mjs')
  const slice = await tab.evaluate(async (organization) => {
    const [{ pack }, { Access }] = await Promise.all(['rolepack/author', 'rolepack/full'].map((entry) => import(entry)))
    return Access.load(Access.load(pack(organization).bytes).slice('ada'), { slice: true }).serialize()
  }, organization)
  const strict = await browser.newPage()
  await strict.goto(`${address}strict`)
  const [refusals, allowed] = await strict.evaluate(async (slice) => {
    const [main, js, slim] = await Promise.all(['rolepack', 'rolepack/js', 'rolepack/slim'].map((entry) => import(entry)))
    const engine = () => fetch('/installed/dist/engine.wasm')
    const tried = [() => main.Access.load(slice, { slice: true }), () => slim.initialize(engine()), async () => slim.initialize(await (await engine()).arrayBuffer())]
    const refusals = []
    for (const attempt of tried) {
      try {
        refusals.push(await attempt())
      } catch ({ code, help }) {
        refusals.push({ code, help })
      }
    }
    return [refusals, js.Access.load(slice, { slice: true }).user().can('createRun')]
  }, slice)
  assert.equal(refusals.length, 3)
  for (const { code, help } of refusals) {
    assert.equal(code, 'no-webassembly')
    assert.match(help, /'wasm-unsafe-eval'.*rolepack\/js/)
  }
  assert.equal(allowed, true)
})
