// The plain page, started by its one command: what the guard refuses, what attributes make of a slice, and that both say the same.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { binary } from './binaries.mjs'
import { newContext } from './chromium.mjs'
import { example } from './example.mjs'

const place = example('page', { program: binary('node') })
const { address } = await place.start('npm', 'start')

const ask = (line, cookie, { headers, ...init } = {}) => {
  const [method, path] = line.split(' ')
  return fetch(`${address}${path}`, { method, redirect: 'manual', headers: { origin: address, ...(cookie && { cookie }), ...headers }, ...init })
}
/** The cookie of who signs in. */
async function signedIn(person, kiosk = {}) {
  const response = await ask('POST /sign-in', undefined, { body: new URLSearchParams({ person, ...kiosk }) })
  return response.headers.getSetCookie().at(-1)?.split(';')[0]
}
const diego = await signedIn('diego@acme.example')

for (const [who, cookie, line, status] of [
  ['nobody', undefined, 'GET /', 200],
  ['nobody', undefined, 'GET /rolepack/page.js', 200],
  ['nobody', undefined, 'GET /access/me', 401],
  ['a forger', 'session=1', 'GET /access/me', 401],
  ['nobody', undefined, 'POST /stations/line-1/record', 401],
  ['diego', diego, 'GET /access/me', 200],
  ['diego', diego, 'POST /stations/line-1/toString', 403],
  ['diego', diego, 'POST /stations/nowhere/record', 403],
  ['diego', diego, 'GET /floor.html', 403],
  ['diego', diego, 'GET /rolepack/../engine.wasm', 403],
  ['nobody', undefined, 'GET /files/..%2f..%2f.env', 400],
]) {
  test(`page: ${who}, ${line}`, async () => assert.equal((await ask(line, cookie)).status, status))
}

test('page: nobody signs in by another name, nor from elsewhere', async () => {
  assert.equal(await signedIn('amara@acme.example'), undefined)
  const elsewhere = await ask('POST /sign-in', undefined, { headers: { origin: 'https://elsewhere.example' }, body: new URLSearchParams({ person: 'diego@acme.example' }) })
  assert.equal(elsewhere.status, 403)
})

/** A browser in which somebody has signed in, and what its console was told. */
async function at(name, kiosk = false) {
  const context = await newContext()
  const page = await context.newPage()
  const said = []
  page.on('console', (message) => ['warning', 'error'].includes(message.type()) && said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(address)
  if (kiosk) await page.getByLabel('by badge').check()
  await page.getByRole('button', { name }).click()
  // Until there is an answer nothing is lit, and nothing says why.
  await page.waitForFunction(() => document.querySelector('.floor') && !document.querySelector('button:disabled'))
  const [{ name: cookie, value }] = await context.cookies()
  return { page, cookie: `${cookie}=${value}`, quiet: () => assert.deepEqual(said, []), close: () => context.close() }
}

for (const [name, kiosk, lit] of [
  ['Diego', false, ['line-1/record', 'line-1/issue']],
  ['Diego', true, ['line-1/record', 'line-1/issue', 'line-1/handover']],
  ['Olga', false, ['crib/calibrate']],
  ['Freya', false, ['stand-1/record', 'stand-2/record', 'stand-2/release']],
]) {
  test(`page: what is lit for ${name}${kiosk ? ', by badge,' : ''} is what the guard lets through`, async () => {
    const { page, cookie, quiet, close } = await at(name, kiosk)
    const buttons = await page.locator('.floor button').evaluateAll((all) => all.map((one) => [one.getAttribute('formaction'), one.checkVisibility() && one.getAttribute('aria-disabled') === null]))
    assert.equal(buttons.length, 14)
    assert.deepEqual(buttons.filter(([, shown]) => shown).map(([path]) => path.replace('/stations/', '')), lit)
    for (const [path, shown] of buttons) assert.equal((await ask(`POST ${path}`, cookie)).status, shown ? 200 : 403, path)
    quiet()
    await close()
  })
}

test('page: a button that is lit does something, and one that is not says why and does nothing', async () => {
  const { page, quiet, close } = await at('Diego')
  await page.getByRole('button', { name: 'Record a step' }).first().click()
  await page.getByText('Line 1: step recorded, by diego@acme.example as operator.').waitFor()
  const sent = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  const grey = page.getByRole('button', { name: 'Close the run' }).first()
  assert.equal(await grey.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent), 'Lead operators close runs.')
  await page.getByText('Lead operators close runs.').first().waitFor()
  await grey.click({ force: true })
  await grey.press('Enter')
  const scrap = page.getByRole('button', { name: 'Delete the record' })
  assert.equal(await scrap.evaluate((button) => document.getElementById(button.getAttribute('aria-describedby')).textContent), 'Nobody deletes a record.')
  await scrap.focus()
  await page.keyboard.press('Space')
  assert.deepEqual(sent, [])
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('Who is at the station?').waitFor()
  quiet()
  await close()
})
