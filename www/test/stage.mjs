// One browser, one server and one tab for a file of tests; the console must complain of nothing.
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
    // Nothing is looked at by eye: drawing by software costs a quarter of the time.
    on.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], timeout: PATIENCE })
  })
  after(async () => {
    await on.browser?.close()
    await on.server?.close()
  })
  return on
}

/** Goes to a view with the sample open, lets `act` use it, and fails on anything that the console complains of. What is done to the page stays done for the next look. */
export async function look(on, hash, act) {
  await watched(on, hash, act, async (tab) => {
    if (!tab.isForLooks) await load(on, tab, '#/snapshot')
    tab.isForLooks = true
    tab.expected = undefined
    await visit(tab.page, '#/snapshot')
    await visit(tab.page, hash)
  })
}

/** Opens the console anew at a view, as somebody who was never there; else the same. `expected`: what the console may complain of. */
export async function open(on, hash, act, { expected } = {}) {
  await watched(on, hash, act, async (tab) => {
    tab.isForLooks = false
    tab.expected = expected
    await load(on, tab, hash)
  })
}

async function watched(on, hash, act, go) {
  const tab = (on.tab ??= await newTab(on))
  try {
    await go(tab)
    await act(tab.page)
    assert.deepEqual(tab.complaints, [])
  } catch (error) {
    await leave(on)
    throw error
  }
}

/** A page of its own, that was told nothing: what it complains of is not looked at. */
export async function apart(on, act) {
  const page = await on.browser.newPage()
  page.setDefaultTimeout(PATIENCE)
  try {
    await act(page)
  } finally {
    await page.close()
  }
}

/** The next test has another tab: where something was done to this one that loading does not undo. */
export async function leave(on) {
  await on.tab?.page.context().close()
  on.tab = undefined
}

/** The tests of a file go through one tab: a page that is loaded again costs half of one in a process of its own. */
async function newTab(on) {
  const context = await on.browser.newContext({ viewport: WIDE, colorScheme: 'light', reducedMotion: 'reduce', acceptDownloads: true })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const tab = { page, complaints: [], expected: undefined, isForLooks: false }
  const complain = (text) => tab.expected?.test(text) || tab.complaints.push(text)
  // A picture that is looked at alone has no icon, and is asked about one.
  const ofIcon = (message) => message.location().url.endsWith('/favicon.ico')
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !ofIcon(message) && complain(message.text()))
  page.on('pageerror', (error) => complain(String(error)))
  page.on('request', (request) => request.url().startsWith('blob:') || new URL(request.url()).origin === new URL(on.server.url).origin || complain(`asked ${request.url()}`))
  return tab
}

async function load(on, { page }, hash) {
  // From the same origin, to forget what was kept there.
  await page.goto(`${on.server.url}icon.svg`)
  await page.evaluate(() => (localStorage.clear(), sessionStorage.clear()))
  await page.setViewportSize(WIDE)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(on.server.url + hash)
  await settled(page)
  await page.evaluate(() => document.fonts.ready)
}

/** Something is open and shown, or refused, and what it does once it is drawn is done: titles, the focus, what is scrolled to. */
export async function settled(page) {
  await page.locator('.view, [role="alert"]').first().waitFor()
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

/** Goes where the hash says, in one step. */
export async function visit(page, hash) {
  await page.evaluate(async (hash) => {
    if (location.hash === hash) return
    location.hash = hash
    await new Promise((done) => addEventListener('hashchange', done, { once: true }))
  }, hash)
  await settled(page)
}

/** What is named so does not come while `act` looks at the page, and then does. */
export async function heldBack(page, pattern, act) {
  let release
  const until = new Promise((done) => (release = done))
  await page.route(pattern, async (route) => {
    await until
    await route.continue()
  })
  try {
    await act()
  } finally {
    release()
    await page.unrouteAll({ behavior: 'wait' })
  }
}

/** What a theme or a width can spoil. */
const OF_LOOKS = ['color-contrast', 'scrollable-region-focusable']

/** axe-core finds nothing wrong. `rules`: no others are looked at. */
export async function clean(page, state, rules) {
  // The policy lets no such script into the page; the debugger may run it.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const { violations } = await page.evaluate((rules) => window.axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) }), rules)
  assert.deepEqual(violations.map(({ id, nodes }) => [state, id, nodes.map(({ html }) => html.slice(0, 160))]), [])
}

/** The page as it stands, at both widths and in both themes: axe-core finds nothing wrong, and nothing stands out to the side. */
export async function sound(page, state) {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(PHONE)
  await fits(page, `${state}, phone`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await clean(page, `${state}, dark, phone`, OF_LOOKS)
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
