// The React application, built and started by its one command: what the guard refuses, what the browser makes of a slice, in two tabs and offline.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { binary } from './binaries.mjs'
import { newContext } from './chromium.mjs'
import { example } from './example.mjs'

const place = example('vite-react', { program: binary('node') })
const { address } = await place.start('npm', 'start', '--', '--port', '0')

const ask = (line, cookie, body) => {
  const [method, path] = line.split(' ')
  return fetch(`${address}${path}`, { method, body, headers: cookie ? { cookie } : {} })
}
/** The cookie of who signs in. */
async function signedIn(user, kiosk = {}) {
  const { headers } = await ask('POST /sign-in', '', new URLSearchParams({ user, ...kiosk }))
  return headers.getSetCookie()[0]
}
const [diego, badge, freya] = await Promise.all([signedIn('diego@acme.example'), signedIn('diego@acme.example', { kiosk: 'on' }), signedIn('freya@acme.example')])
const cookieOf = (set) => set.split(';')[0]

for (const [who, cookie, line, status] of [
  ['nobody', '', 'GET /', 200],
  ['nobody', '', 'GET /access/me', 401],
  ['a forger', 'session=00000000-0000-0000-0000-000000000000', 'GET /access/me', 401],
  ['nobody', '', 'POST /stations/line-1/record', 401],
  ['diego', diego, 'GET /access/me', 200],
  ['diego', diego, 'POST /stations/line-1/record', 200],
  ['diego', diego, 'POST /stations/line-2/record', 403],
  ['diego', diego, 'POST /stations/line-1/handover', 403],
  ['diego, by badge', badge, 'POST /stations/line-1/handover', 200],
  ['diego', diego, 'POST /stations/line-1/toString', 403],
  ['diego', diego, 'POST /stations/nowhere/record', 403],
  ['diego', diego, 'GET /stations/line-1/record', 403],
  ['freya', freya, 'POST /stations/stand-2/release', 200],
  ['freya', freya, 'POST /stations/stand-1/release', 403],
]) {
  test(`vite-react: ${who}, ${line}`, async () => assert.equal((await ask(line, cookie && cookieOf(cookie))).status, status))
}

test('vite-react: who signs in is known by a cookie that no script reads, and nobody is by another name', async () => {
  assert.match(diego, /^session=[-0-9a-f]{36}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/)
  assert.equal((await ask('POST /sign-in', '', new URLSearchParams({ user: 'amara@acme.example' }))).status, 400)
})

test('vite-react: what is served to browsers holds no snapshot', () => {
  const files = readdirSync(join(place.folder, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  assert.notEqual(files.length, 0)
  for (const { parentPath, path, name } of files) assert.ok(!readFileSync(join(parentPath ?? path, name)).includes('MES-Operators'), name)
  assert.ok(readFileSync(join(place.folder, '.local/acme.rolepack')).includes('MES-Operators'))
})

test('vite-react: its own tests of a component', async () => assert.match(await place.run('npm', 'test'), /3 passed/))

const lit = async (page) => (await page.locator('section').evaluateAll((all) => all.map((one) => `${one.querySelector('h2').textContent}: ${[...one.querySelectorAll('button[aria-disabled=false]')].map((button) => button.textContent)}`))).filter((line) => !line.endsWith(': '))
const DIEGO = ['Line 1: Record a step,File an issue', 'Machining cell 1: Record a step,File an issue']
const until = async (page, expected) => {
  await page.waitForFunction((count) => document.querySelectorAll('section button[aria-disabled=false]').length === count, expected.join().split(/: |,/).length - expected.length)
  assert.deepEqual(await lit(page), expected)
}

test('vite-react: in Chromium, from one user to the next, in two tabs and offline', async () => {
  const context = await newContext()
  const one = await context.newPage()
  const said = []
  one.on('pageerror', (error) => said.push(String(error)))
  await one.goto(address)
  await one.getByRole('button', { name: 'Diego' }).click()
  await until(one, DIEGO)
  await one.waitForFunction(() => document.activeElement.tagName === 'MAIN')
  await one.getByRole('button', { name: 'Record a step' }).first().click()
  await one.getByText('Line 1: step recorded, by diego@acme.example as operator.').waitFor()
  // What is grey keeps its reason, and sends nothing.
  const close = one.getByRole('button', { name: 'Close the run' }).first()
  assert.equal(await close.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent), 'None of your roles has this.')
  await close.click({ force: true })

  await one.evaluate(() => navigator.serviceWorker.ready)
  await one.reload()
  await until(one, DIEGO)
  const two = await context.newPage()
  await two.goto(address)
  await until(two, DIEGO)

  await context.setOffline(true)
  await two.reload()
  await until(two, DIEGO)
  await two.getByText('Offline. What you may do is as of the last time online.').waitFor()
  await two.getByRole('button', { name: 'Record a step' }).first().click()
  await two.getByText('No connection: nothing was done.').waitFor()
  await two.getByRole('button', { name: 'Sign out' }).click()
  for (const page of [one, two]) await page.getByRole('heading', { name: 'Who is at the station?' }).waitFor()
  await two.reload()
  await two.getByRole('button', { name: 'Freya' }).click()
  await two.getByText('Nobody could be signed in').waitFor()

  await context.setOffline(false)
  await two.getByRole('button', { name: 'Freya' }).click()
  await until(two, ['Test stand 1: Record a step', 'Test stand 2: Record a step,Release the hot fire'])
  assert.deepEqual(said, [])
})
