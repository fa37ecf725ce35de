// For everyone: keyboard, screen readers, both themes, both widths, names of any length.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { buttons, open, PHONE, pick, stage, tick, WIDE } from './stage.mjs'
import { POLICY, serve } from './server.mjs'

const on = stage()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

async function clean(page, state) {
  // The policy lets no such script into the page; the debugger may run it.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run(document))
  assert.deepEqual(violations.map(({ id, nodes }) => [state, id, nodes.map(({ html }) => html.slice(0, 160))]), [])
}

async function fits(page) {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
  assert.ok(needs <= has, `${needs} pixels wide in ${has}`)
  const cut = await page.locator('.station, .panel').evaluateAll((all) => all.filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.className))
  assert.deepEqual(cut, [])
}

for (const [width, viewport] of Object.entries({ wide: WIDE, phone: PHONE })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe-core finds nothing: ${width}, ${colorScheme}`, async () => {
      await open(
        on,
        async (page) => {
          await clean(page, 'as it opens')
          await fits(page)
          await page.getByRole('combobox', { name: 'At the station' }).click()
          await clean(page, 'people')
          await page.keyboard.press('Escape')
          await tick(page, 'role', 'lead-operator')
          await tick(page, 'team', 'quality')
          await tick(page, 'group', 'okta:MES-Kiosks')
          await page.locator('[data-action="createIssue"] button').click()
          await page.getByLabel('Roles of').selectOption({ index: 1 })
          await tick(page, 'role', 'admin')
          await page.getByRole('alert').waitFor()
          await clean(page, 'changed and refused')
          await fits(page)
        },
        { viewport, colorScheme },
      )
    })
  }
}

test('a person is found and picked by keyboard alone', async () => {
  await open(on, async (page) => {
    const input = page.getByRole('combobox', { name: 'At the station' })
    await input.focus()
    await page.keyboard.press('ArrowDown')
    const options = page.getByRole('listbox', { name: 'People' }).getByRole('option')
    assert.equal(await options.count(), 60)
    await page.keyboard.type('munoz')
    assert.match(await options.first().textContent(), /Diego Muñoz/)
    await input.fill('')
    await page.keyboard.type('test tech')
    await page.keyboard.press('ArrowDown')
    const second = await page.locator('[role="option"][aria-selected="true"] .name').textContent()
    await page.keyboard.press('Enter')
    assert.equal(await input.inputValue(), second)
    assert.equal(await input.getAttribute('aria-expanded'), 'false')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    assert.equal(await input.inputValue(), second)
  })
})

test('a grey button takes the focus, tells its reason and does nothing', async () => {
  await open(on, async (page) => {
    const button = page.getByRole('button', { name: /^Edit or close a run/ })
    await button.focus()
    assert.equal(await button.evaluate((element) => element === document.activeElement), true)
    assert.equal(await button.getAttribute('aria-disabled'), 'true')
    const id = await button.getAttribute('aria-describedby')
    assert.equal(await page.locator(`#${id}`).textContent(), 'Not granted: the role Lead Operator would.')
    await page.keyboard.press('Enter')
    assert.equal(await page.locator('.log li').count(), 0)
    assert.notEqual(await button.evaluate((element) => getComputedStyle(element).outlineStyle), 'none')
  })
})

const STRANGERS = ['<img src=x onerror="document.title=\'run\'"> & <b>bold</b>', 'x'.repeat(500), 'אבגד הוז ‮ reversed', '👩🏽‍🚀'.repeat(30)]

for (const viewport of [WIDE, PHONE]) {
  test(`names of any kind are shown, never run, and break nothing at ${viewport.width} pixels`, async () => {
    await open(
      on,
      async (page) => {
        for (const stranger of STRANGERS) {
          await pick(page, stranger)
          await page.selectOption('#place', 'kestrel')
          assert.ok((await buttons(page)).updateRun.why.startsWith(`${stranger} is not in the source`))
          assert.equal(await page.title(), 'Shop floor · Rolepack')
          await fits(page)
        }
      },
      { viewport },
    )
  })
}

test('the address says who stands where', async () => {
  await open(on, async (page) => {
    await pick(page, 'Freya')
    await page.selectOption('#place', 'c-stand-2')
    await page.waitForURL(/person=freya%40acme\.example&place=c-stand-2$/)
    const before = await buttons(page)
    await page.reload()
    await page.locator('.station').waitFor()
    assert.deepEqual(await buttons(page), before)
  })
})

test('where a file cannot be fetched, the page says what to do', async () => {
  const page = await on.browser.newPage()
  try {
    await page.route('**/floor-*.js', (route) => route.abort())
    await page.goto(on.server.url)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    assert.match(await alert.textContent(), /could not start.*serve the whole build/s)
  } finally {
    await page.close()
  }
})

test('where WebAssembly may not run, the page says so and decides nothing', async () => {
  const server = await serve(POLICY.replace(" 'wasm-unsafe-eval'", ''))
  const page = await on.browser.newPage()
  try {
    await page.goto(server.url)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    assert.match(await alert.textContent(), /cannot decide here.*no-webassembly.*wasm-unsafe-eval/s)
    assert.equal(await page.locator('.gated').count(), 0)
  } finally {
    await page.close()
    await server.close()
  }
})
