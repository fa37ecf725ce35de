// One browser and one server for a file of tests. A test has the page that all of its file share, or one of its own; either must say nothing wrong.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from './server.mjs'

export const WIDE = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }
/** A busy machine may be slow; how fast things are, tests do not say. */
const PATIENCE = 120_000
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export function stage() {
  const on = {}
  before(async () => {
    on.server = await serve()
    on.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'], timeout: PATIENCE })
  })
  after(async () => {
    await on.browser?.close()
    await on.server?.close()
  })
  return on
}

/** Goes to a view in the page that the tests of a file share, lets `act` use it, and fails on anything that the console complains of. What is done to the page stays done. */
export async function look(on, hash, act) {
  on.shared ??= await begin(on, '#/snapshot')
  const { page, complaints } = on.shared
  try {
    await visit(page, '#/snapshot')
    await visit(page, hash)
    await act(page)
    assert.deepEqual(complaints, [])
  } catch (error) {
    on.shared = undefined
    await page.context().close()
    throw error
  }
}

/** Opens a view in a page of its own, lets `act` use it, and fails on anything that the console complains of but for `expected`. */
export async function open(on, hash, act, options) {
  const { page, complaints } = await begin(on, hash, options)
  try {
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await page.context().close()
  }
}

async function begin(on, hash, { viewport = WIDE, colorScheme = 'light', url = on.server.url, expected = /^$/ } = {}) {
  const context = await on.browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce', acceptDownloads: true })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const complaints = []
  const complain = (text) => expected.test(text) || complaints.push(text)
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complain(message.text()))
  page.on('pageerror', (error) => complain(String(error)))
  page.on('request', (request) => request.url().startsWith('blob:') || new URL(request.url()).origin === new URL(url).origin || complain(`asked ${request.url()}`))
  await page.goto(url + hash)
  await settled(page)
  await page.evaluate(() => document.fonts.ready)
  return { page, complaints }
}

/** Something is open and shown, or refused. */
export async function settled(page) {
  await page.locator('.view, [role="alert"]').first().waitFor()
}

/** Goes where the hash says, in one step. */
export async function visit(page, hash) {
  await page.evaluate(async (hash) => {
    if (location.hash === hash) return
    location.hash = hash
    await new Promise((done) => addEventListener('hashchange', done, { once: true }))
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  }, hash)
  await settled(page)
}

/** axe-core finds nothing wrong. */
export async function clean(page, state) {
  // The policy lets no such script into the page; the debugger may run it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  assert.deepEqual(violations.map(({ id, nodes }) => [state, id, nodes.map(({ html }) => html.slice(0, 160))]), [])
}

/** The page as it stands, at both widths and in both themes: axe-core finds nothing wrong, and nothing stands out to the side. */
export async function sound(page, state) {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  await fits(page, `${state}, phone`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await clean(page, `${state}, dark, phone`)
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: 'light' })
  await fits(page, state)
  await clean(page, state)
}

/** Nothing stands out of the page to the side. */
export async function fits(page, state = '') {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(needs <= has, `${state}: ${needs} pixels wide in ${has}`)
  const cut = await page
    .locator('.view, .view section:not(.changes), .view li, .view [role="row"], .notice')
    .evaluateAll((all) => all.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.outerHTML.slice(0, 120)))
  assert.deepEqual([state, ...cut], [state])
}

/** Opens a file, or several, as if it was picked. */
export async function give(page, name, buffer) {
  await visit(page, '#/snapshot')
  const several = Array.isArray(buffer) ? buffer : [{ name, mimeType: 'application/octet-stream', buffer }]
  await page.getByLabel('pick files').setInputFiles(several)
}

/** Types into the combobox of that name and takes the first that is offered. */
export async function choose(page, name, text) {
  const input = page.getByRole('combobox', { name, exact: true })
  await input.click()
  await input.fill(text)
  await input.press('Enter')
}
