// The shop floor, as tests and the picture use it.
import { choose, visit } from './stage.mjs'

export const FLOOR = '#/shop-floor'

export function pick(page, text) {
  return choose(page, 'At the station', text)
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

export function stand(page, person, place) {
  return visit(page, `${FLOOR}?${new URLSearchParams({ person, place })}`)
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
