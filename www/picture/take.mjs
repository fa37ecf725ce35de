// npm run picture: the console's shop floor with one role ticked, as the front page shows it, light and dark. Wants dist/.
import { writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { serve } from '../test/server.mjs'
import { FLOOR, tick } from '../test/floor.mjs'
import { indexed } from './indexed.mjs'

const FOLDER = new URL('../../docs/public/', import.meta.url)
const SIZE = { width: 1120, height: 620 }
/** A page that loads a picture has to wait for it; more than this much nobody waits for. */
const LIMIT = 60 * 1024

const server = await serve()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const colorScheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(server.url + FLOOR)
  await page.locator('.station').waitFor()
  await page.evaluate(() => document.fonts.ready)
  await tick(page, 'role', 'quality-engineer')
  await page.locator('[data-turned="opened"]').first().waitFor()
  // The buttons that it opens, beside some that stay grey.
  await page.locator('.gated[data-action="updateRun"]').evaluate((button) => scrollTo(0, button.closest('section').getBoundingClientRect().top + scrollY - document.querySelector('.masthead').offsetHeight))
  await page.locator('input[data-role="quality-engineer"]').evaluate((box) => box.scrollIntoView({ block: 'center' }))
  await page.mouse.move(SIZE.width - 4, SIZE.height / 2)
  await page.evaluate(() => document.activeElement.blur())
  const png = await indexed(page, await page.screenshot({ animations: 'disabled' }))
  if (png.length > LIMIT) throw new Error(`${colorScheme}: ${png.length} bytes, more than ${LIMIT}`)
  await writeFile(new URL(`shop-floor-${colorScheme}.png`, FOLDER), png)
  console.log(`docs/public/shop-floor-${colorScheme}.png: ${png.length} bytes`)
  await context.close()
}
await browser.close()
await server.close()
