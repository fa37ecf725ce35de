// The Next application, built and started by its one command: the proxy, a page, what the browser makes of a slice, and an edge route.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { newPage } from './chromium.mjs'
import { example } from './example.mjs'
import { everybody } from './example-runs.mjs'

const place = example('next-app', { env: { NEXT_TELEMETRY_DISABLED: '1' } })
// What is linked here lies above the application.
const root = JSON.stringify(fileURLToPath(new URL('../..', import.meta.url)))
writeFileSync(join(place.folder, 'next.config.mjs'), `export default { turbopack: { root: ${root} }, outputFileTracingRoot: ${root} }\n`)

const { address } = await place.start('npm', 'start', '--', '--port', '0')
const tokens = await everybody(place)

const ask = (line, user, init) => {
  const [method, path] = line.split(' ')
  return fetch(`${address}${path}`, { method, redirect: 'manual', headers: user ? { cookie: `session=${tokens[user]}` } : {}, ...init })
}
const signIn = (token) => ask('POST /sign-in', '', { body: new URLSearchParams({ token }) })

for (const [user, line, status] of [
  ['ada', 'PATCH /api/runs/7', 200],
  ['ada', 'PATCH /api/runs/8', 403],
  ['bob', 'PATCH /api/runs/7', 403],
  ['mia', 'PATCH /api/runs/8', 200],
  ['', 'PATCH /api/runs/7', 401],
  ['forged', 'PATCH /api/runs/7', 401],
  ['ada', 'PATCH /api/runs/9', 403],
  ['ada', 'GET /api/runs/7', 403],
  ['ada', 'GET /nothing', 403],
  ['', 'GET /nothing', 401],
  ['ada', 'GET /api/reports', 200],
  ['bob', 'GET /api/reports', 403],
  ['', 'GET /api/reports', 401],
  ['', 'GET /', 200],
]) {
  test(`next-app: ${user || 'nobody'}, ${line}`, async () => assert.equal((await ask(line, user)).status, status))
}

test('next-app: who signs in is known by a cookie that no script reads', async () => {
  const response = await signIn(tokens.ada)
  assert.deepEqual([response.status, response.headers.get('location')], [303, '/'])
  assert.equal(response.headers.get('set-cookie'), `session=${tokens.ada}; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Strict`)
  assert.equal((await signIn(tokens.forged)).status, 401)
})

test('next-app: the server shows a button as the slice says, and sends nobody else along', async () => {
  const lit = async (user) => [...(await (await ask('GET /', user)).text()).matchAll(/<button(.*?)>Change run/g)].map(([, attributes]) => !attributes.includes('disabled'))
  assert.deepEqual([await lit('ada'), await lit('bob'), await lit('mia'), await lit('forged')], [[true, false], [false, false], [true, true], []])
  assert.doesNotMatch(await (await ask('GET /', 'ada')).text(), /bob/)
})

test('next-app: what is served to browsers holds no snapshot', () => {
  const served = join(place.folder, '.next/static')
  const files = readdirSync(served, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.notEqual(files.length, 0)
  for (const { parentPath, path, name } of files) assert.ok(!readFileSync(join(parentPath ?? path, name)).includes('MES-Leads'), name)
  assert.ok(readFileSync(join(place.folder, '.local/acme.rolepack')).includes('MES-Leads'))
})

test('next-app: in Chromium, signed in by the form, the lit button changes its run', async () => {
  const page = await newPage()
  const [said, asked] = [[], []]
  page.on('console', (message) => ['warning', 'error'].includes(message.type()) && said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(address)
  await page.getByRole('textbox').fill(tokens.ada)
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.getByRole('button', { name: 'Sign in' }).click()
  const button = (id) => page.getByRole('button', { name: `Change run ${id}` })
  await button(7).click()
  await page.getByText('200').waitFor()
  assert.deepEqual([await button(7).isDisabled(), await button(8).isDisabled()], [false, true])
  // The slice came with the page, which was taken over as it was.
  assert.deepEqual(asked.filter((path) => !path.startsWith('/_next/')), ['/sign-in', '/', '/api/runs/7'])
  assert.deepEqual(said, [])
})

test('next-app: the slice crosses to the browser as a string, and holds nobody else', async () => {
  const html = await (await ask('GET /', 'ada')).text()
  // By how every snapshot begins.
  const [slice] = /iVJQSw0KGgo[A-Za-z0-9+/]+=*/.exec(html)
  const held = Buffer.from(slice, 'base64').toString('latin1')
  assert.deepEqual([held.includes('ada'), held.includes('bob'), held.includes('MES-Leads')], [true, false, false])
  assert.match(html, /You may file issues/)
})
