// The shop floor for everyone: keyboard, screen readers, names of any length.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buttons, FLOOR, pick, tick } from './floor.mjs'
import { clean, fits, look, open, PHONE, settled, sound, stage, WIDE } from './stage.mjs'

const on = stage()

test('the shop floor, for everyone', async () => {
  await open(on, FLOOR, async (page) => {
    await sound(page, 'as it opens')
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
    await sound(page, 'changed and refused')
  })
})

test('a grey button takes the focus, tells its reason and does nothing', async () => {
  await look(on, FLOOR, async (page) => {
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

test('a person is found and picked by keyboard alone', async () => {
  await look(on, FLOOR, async (page) => {
    const input = page.getByRole('combobox', { name: 'At the station' })
    await input.focus()
    await page.keyboard.press('ArrowDown')
    const options = page.getByRole('listbox', { name: 'At the station' }).getByRole('option')
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

const STRANGERS = ['<img src=x onerror="document.title=\'run\'"> & <b>bold</b>', 'x'.repeat(500), 'אבגד הוז ‮ reversed', '👩🏽‍🚀'.repeat(30)]

test('names of any kind are shown, never run, and break nothing', async () => {
  await look(on, FLOOR, async (page) => {
    for (const stranger of STRANGERS) {
      await pick(page, stranger)
      await page.selectOption('#place', 'kestrel')
      assert.ok((await buttons(page)).updateRun.why.startsWith(`${stranger} is not in the source`))
      assert.equal(await page.title(), 'Shop floor · Rolepack')
      for (const viewport of [PHONE, WIDE]) {
        await page.setViewportSize(viewport)
        await fits(page, stranger)
      }
    }
  })
})

test('the address says who stands where', async () => {
  await open(on, FLOOR, async (page) => {
    await pick(page, 'Freya')
    await page.selectOption('#place', 'c-stand-2')
    await page.waitForURL(/person=freya%40acme\.example&place=c-stand-2$/)
    await settled(page)
    const before = await buttons(page)
    await page.reload()
    await page.locator('.station').waitFor()
    assert.deepEqual(await buttons(page), before)
  })
})
