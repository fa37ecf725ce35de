// The Vue application, built and started by its one command: what the server renders, what the browser makes of it, and what the guard refuses.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { binary } from './binaries.mjs'
import { newPage } from './chromium.mjs'
import { example } from './example.mjs'

const place = example('vue', { program: binary('node') })
const { address } = await place.start('npm', 'start')

const ask = (line, cookie, { headers, ...init } = {}) => {
  const [method, path] = line.split(' ')
  return fetch(`${address}${path}`, { method, redirect: 'manual', headers: { origin: address, ...(cookie && { cookie }), ...headers }, ...init })
}
/** The cookie of who signs in. */
async function signedIn(person, kiosk = {}) {
  const response = await ask('POST /sign-in', undefined, { body: new URLSearchParams({ person, ...kiosk }) })
  return response.headers.getSetCookie().at(-1)
}
const cookieOf = (set) => set?.split(';')[0]
const [diego, freya] = [cookieOf(await signedIn('diego@acme.example')), cookieOf(await signedIn('freya@acme.example'))]

for (const [who, cookie, line, status] of [
  ['nobody', undefined, 'GET /', 200],
  ['nobody', undefined, 'POST /stations/line-1/record', 401],
  ['a forger', 'session=1', 'POST /stations/line-1/record', 401],
  ['diego', diego, 'POST /stations/line-1/record', 200],
  ['diego', diego, 'POST /stations/line-2/record', 403],
  ['diego', diego, 'POST /stations/line-1/close', 403],
  ['diego', diego, 'POST /stations/line-1/handover', 403],
  ['diego', diego, 'POST /stations/nowhere/record', 403],
  ['diego', diego, 'POST /stations/line-1/toString', 403],
  ['diego', diego, 'GET /stations/line-1/record', 403],
  ['diego', diego, 'GET /nothing', 403],
  ['nobody', undefined, 'GET /assets/../../../.env', 401],
  ['nobody', undefined, 'GET /assets/..%2f..%2f..%2f.env', 400],
  ['freya', freya, 'POST /stations/stand-2/release', 200],
  ['freya', freya, 'POST /stations/stand-1/release', 403],
]) {
  test(`vue: ${who}, ${line}`, async () => assert.equal((await ask(line, cookie)).status, status))
}

test('vue: who signs in is known by a cookie that no script reads, and by badge may do something else', async () => {
  const set = await signedIn('diego@acme.example', { kiosk: 'on' })
  assert.match(set, /^session=[-0-9a-f]{36}; .*HttpOnly; SameSite=Strict$/)
  assert.equal((await ask('POST /stations/line-1/handover', cookieOf(set))).status, 200)
  assert.equal(await signedIn('amara@acme.example'), undefined)
  const elsewhere = await ask('POST /sign-in', undefined, { headers: { origin: 'https://elsewhere.example' }, body: new URLSearchParams({ person: 'diego@acme.example' }) })
  assert.equal(elsewhere.status, 403)
})

test('vue: the server shows each button as the slice says, and sends nobody else along', async () => {
  const html = await (await ask('GET /', diego)).text()
  const lit = [...html.matchAll(/<button[^>]*aria-disabled="(true|false)"[^>]*>(.*?)<\/button>/g)].map(([, disabled, label]) => [label, disabled === 'false'])
  assert.equal(lit.length, 16)
  assert.deepEqual(lit.slice(0, 4), [['Record a step', true], ['File an issue', true], ['Close the run', false], ['Leave a handover note', false]])
  assert.match(html, /None of your roles has this/)
  const [, slice] = /"slice":"([^"]+)"/.exec(html)
  const held = Buffer.from(slice, 'base64').toString('latin1')
  assert.ok(held.includes('diego@acme.example') && !/rashid|lead-operator|MES-/.test(held + html))
})

test('vue: what is served to browsers holds no snapshot', () => {
  const files = readdirSync(join(place.folder, 'dist/client'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.notEqual(files.length, 0)
  for (const { parentPath, path, name } of files) assert.ok(!readFileSync(join(parentPath ?? path, name)).includes('MES-Operators'), name)
  assert.ok(readFileSync(join(place.folder, '.local/acme.rolepack')).includes('MES-Operators'))
})

test('vue: in Chromium one after another signs in, and each sees what is theirs', async () => {
  const page = await newPage()
  const [said, loads] = [[], []]
  page.on('console', (message) => ['warning', 'error'].includes(message.type()) && said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  // Until the page is taken over its buttons are only markup.
  const taken = { waitUntil: 'networkidle' }
  await page.goto(address, taken)
  const lit = async () => (await page.locator('section').evaluateAll((all) => all.map((one) => `${one.querySelector('h2').textContent}: ${[...one.querySelectorAll('button[aria-disabled=false]')].map((button) => button.textContent)}`))).filter((line) => !line.endsWith(': '))
  const signIn = async (name) => {
    await page.getByRole('button', { name }).click()
    await page.getByRole('heading', { name: 'Line 1' }).waitFor()
  }
  page.on('load', () => loads.push(page.url()))
  await signIn('Diego')
  assert.deepEqual(await lit(), ['Line 1: Record a step,File an issue', 'Machining cell 1: Record a step,File an issue'])
  await page.waitForFunction(() => document.activeElement.tagName === 'MAIN')
  await page.getByRole('button', { name: 'Record a step' }).first().click()
  await page.getByText('Line 1: step recorded, by diego@acme.example as operator.').waitFor()
  // What is grey keeps its reason, and sends nothing.
  const close = page.getByRole('button', { name: 'Close the run' }).first()
  assert.equal(await close.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent), 'None of your roles has this.')
  await close.click({ force: true })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await signIn('Freya')
  assert.deepEqual(await lit(), ['Test stand 1: Record a step', 'Test stand 2: Record a step,Release the hot fire'])
  assert.deepEqual(loads, [])
  // As the server renders it and the browser takes it over.
  const requests = []
  page.on('request', (request) => requests.push(new URL(request.url()).pathname))
  await page.reload(taken)
  await page.getByRole('button', { name: 'Release the hot fire' }).last().click()
  await page.getByText('Test stand 2: hot fire released').waitFor()
  assert.deepEqual(requests.filter((path) => !path.startsWith('/assets/')), ['/', '/stations/stand-2/release'])
  assert.deepEqual(said, [])
})
