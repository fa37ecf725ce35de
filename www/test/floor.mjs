// The shop floor, as tests and the picture use it.
import { choose, visit } from './stage.mjs'

export const FLOOR = '#/shop-floor'

export function pick(page, text) {
  return choose(page, 'At the station', text)
}

/** Every button of the station: whether it is allowed, whether it is grey, and the sentence under it. */
export async function buttons(page) {
  return (await shown(page)).buttons
}

/** What the station shows: its buttons, and what the page says that each check names of the place. */
export function shown(page) {
  return page.evaluate(station)
}

/** The same, for one person at one place after the other. */
export function walk(page, stands) {
  const hashes = stands.map(([person, place]) => `${FLOOR}?${new URLSearchParams({ person, place })}`)
  return page.evaluate(`(${walked})(${JSON.stringify(hashes)}, ${station})`)
}

async function walked(hashes, station) {
  const shown = []
  for (const hash of hashes) {
    if (location.hash !== hash) {
      location.hash = hash
      await new Promise((done) => addEventListener('hashchange', done, { once: true }))
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
    }
    shown.push(station())
  }
  return shown
}

/** Runs in the page. */
function station() {
  const buttons = [...document.querySelectorAll('.gated')].map((gated) => {
    const button = gated.querySelector('button')
    const why = document.getElementById(button.getAttribute('aria-describedby')).textContent
    return [gated.dataset.action, { allowed: gated.dataset.allowed === 'true', grey: button.getAttribute('aria-disabled') === 'true', why }]
  })
  const named = [...document.querySelectorAll('.named code')].map((code) => code.textContent.split(' '))
  return { buttons: Object.fromEntries(buttons), named: Object.fromEntries(named) }
}

export function stand(page, person, place) {
  return visit(page, `${FLOOR}?${new URLSearchParams({ person, place })}`)
}

/** A tick box of the panel, its section unfolded first. */
export async function tick(page, kind, id) {
  const box = page.locator(`input[data-${kind}="${id}"]`)
  const section = page.locator('details.section', { has: box })
  if (!(await section.getAttribute('open').then((open) => open !== null))) await section.locator('summary').click()
  await box.click()
}
