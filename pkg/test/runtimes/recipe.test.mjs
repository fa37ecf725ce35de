// The worker of the documentation, in workerd, with a service behind it.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { fresh } from './fresh.mjs'
import { bundle, serve } from './workerd.mjs'

const page = readFileSync(new URL('../../../docs/recipes/edge-worker.md', import.meta.url), 'utf8')
const block = (name) => new RegExp(`\`\`\`\\w+ \\[${name}\\]\\n(.*?)\`\`\``, 's').exec(page)[1]
const [, date] = /compatibility_date = "(.+)"/.exec(block('wrangler.toml'))

mkdirSync(fresh('recipe'))
writeFileSync(fresh('recipe/worker.mjs'), block('worker.mjs'))
const { pack } = await import(pathToFileURL(fresh('node_modules/rolepack/dist/author.js')))
writeFileSync(fresh('recipe/acme.rolepack'), pack(block('acme.yaml'), { sequence: 1, expires: Date.now() + 3_600_000 }).bytes)
await bundle('recipe/worker.mjs', 'recipe/bundle')
const address = await serve('recipe/bundle', date, {
  bindings: '(name = "service", service = "service")',
  services: `(name = "service", worker = (compatibilityDate = "${date}", modules = [(name = "service", esModule = "export default { fetch: () => new Response('done') }")])),`,
})

for (const [asked, session, answer] of [
  ['POST run-steps?at=A', 'a-secret', 'done'],
  ['POST run-steps?at=B', 'a-secret', 'out-of-scope'],
  ['POST runs?at=A', 'a-secret', 'not-granted'],
  ['POST run-steps', 'a-secret', 'invalid-request'],
  ['POST run-steps?at=A&at=B', 'a-secret', 'invalid-request'],
  ['GET run-steps?at=A', 'a-secret', 'invalid-request'],
  ['POST run-steps?at=A', 'no-secret', 'invalid-request'],
]) {
  test(`the worker of the recipe: ${asked}, ${session}`, async () => {
    const [method, path] = asked.split(' ')
    const response = await fetch(`${address}${path}`, { method, headers: { cookie: `session=${session}` } })
    assert.equal(response.status === 200 ? await response.text() : (await response.json()).reason, answer)
    assert.equal(response.status, answer === 'done' ? 200 : 403)
  })
}
