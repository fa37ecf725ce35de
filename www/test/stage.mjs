// One browser and one server for a file of tests; each test has a page of its own, which must say nothing wrong.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { serve } from './server.mjs'

export const WIDE = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

export function stage() {
  const on = {}
  before(async () => {
    on.server = await serve()
    on.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  })
  after(async () => {
    await on.browser?.close()
    await on.server?.close()
  })
  return on
}

/** Opens the shop floor, lets `act` use it, and fails on anything that the console complains of. */
export async function open(on, act, { viewport = WIDE, colorScheme = 'light', hash = '', url = on.server.url } = {}) {
  const context = await on.browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const complaints = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => new URL(request.url()).origin === new URL(url).origin || complaints.push(`asked ${request.url()}`))
  try {
    await page.goto(url + hash)
    await page.locator('.station').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await act(page)
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
  }
}

export async function pick(page, text) {
  const input = page.getByRole('combobox', { name: 'At the station' })
  await input.click()
  await input.fill(text)
  await input.press('Enter')
}

/** Every button of the station: whether it is allowed, whether it is grey, and the sentence under it. */
export function buttons(page) {
  return page.locator('.gated').evaluateAll((all) =>
    Object.fromEntries(
      all.map((gated) => {
        const button = gated.querySelector('button')
        const why = document.getElementById(button.getAttribute('aria-describedby')).textContent
        return [gated.dataset.action, { allowed: gated.dataset.allowed === 'true', grey: button.getAttribute('aria-disabled') === 'true', why }]
      }),
    ),
  )
}

/** Goes where the address says, in one step. */
export function visit(page, person, place) {
  return page.evaluate(
    async (asked) => {
      const hash = `#/shop-floor?${asked}`
      if (location.hash === hash) return
      location.hash = hash
      await new Promise((done) => addEventListener('hashchange', done, { once: true }))
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    },
    new URLSearchParams({ person, place }).toString(),
  )
}

/** What the page says that each check names of the place. */
export function named(page) {
  return page.locator('.named code').evaluateAll((all) => Object.fromEntries(all.map((code) => code.textContent.split(' '))))
}

/** A tick box of the panel, its section unfolded first. */
export async function tick(page, kind, id) {
  const box = page.locator(`input[data-${kind}="${id}"]`)
  const section = page.locator('details.section', { has: box })
  if (!(await section.getAttribute('open').then((open) => open !== null))) await section.locator('summary').click()
  await box.click()
}
