// The source edited in the page: problems at their lines, answers that flip, and the text taken away.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { problems } from 'rolepack/author'
import { FILES } from './acme.mjs'
import { choose, clean, fits, open, PHONE, sound, stage, visit } from './stage.mjs'

const on = stage()
const PLAY = '#/playground'

/** Puts the text in place of all that the file says. */
async function write(page, text) {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
}

async function ready(page) {
  await page.locator('.wrong', { hasText: 'None: it packs.' }).waitFor()
}

const MORE = '  - id: lead-operator\n    nam: Twice'

test('problems stand at their lines', async () => {
  await open(on, `${PLAY}?file=roles.yaml`, async (page) => {
    await ready(page)
    await sound(page, 'as it opens')
    const text = FILES['roles.yaml'] + MORE
    await page.locator('.cm-content').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText(MORE)
    const said = problems({ ...FILES, 'roles.yaml': text })
    await page.locator('.wrong .problems li').nth(said.length - 1).waitFor()
    assert.deepEqual(
      await page.locator('.wrong .what').allTextContents(),
      said.map(({ message }) => message.replaceAll('`', '')),
    )
    assert.deepEqual(await page.locator('.wrong .place').allTextContents(), said.map(({ file, line, column }) => `${file}:${line}:${column}`))
    await page.locator('.wrong .place').first().click()
    await page.locator('.cm-activeLineGutter', { hasText: new RegExp(`^${said[0].line}$`) }).first().waitFor()
    await page.locator('.cm-lintRange-error').first().waitFor()
    await sound(page, 'refused')
    await page.getByRole('button', { name: 'Undo all' }).click()
    await ready(page)
  })
})

test('answers flip while somebody types, and back', async () => {
  await open(on, `${PLAY}?file=users.json&${new URLSearchParams({ ask: 'person=amara@acme.example&permission=createRun' })}`, async (page) => {
    await ready(page)
    const pinned = page.locator('.pinned li')
    assert.equal(await pinned.count(), 1)
    assert.match(await pinned.textContent(), /^NoAmara Okonkwo: /)
    const users = FILES['users.json'].replace('["read-only"]', '["read-only", "manufacturing-engineer"]')
    await page.locator('.cm-line', { hasText: '["read-only"]' }).first().click()
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
    await page.keyboard.insertText(', "manufacturing-engineer"')
    await page.locator('.pinned li[data-flipped="true"][data-allowed="true"]').waitFor()
    assert.match(await page.locator('.questions').textContent(), /1 answer is not as before/)
    await clean(page, 'flipped')

    // What was typed stays while another view is looked at.
    await visit(page, '#/person')
    await page.goBack()
    await page.locator('.pinned li[data-flipped="true"]').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save' }).click()])
    assert.equal(download.suggestedFilename(), 'users.json')
    assert.equal(readFileSync(await download.path(), 'utf8'), users)

    await page.getByRole('button', { name: 'Open it so' }).click()
    await page.locator('.masthead .where', { hasText: 'edited' }).waitFor()
    await page.locator('.pinned li[data-allowed="true"][data-flipped="false"]').waitFor()
  })
})

test('questions are pinned with place and groups, stand in the address, and are let go of', async () => {
  await open(on, `${PLAY}?ask=`, async (page) => {
    await ready(page)
    await page.getByText('Ask something, and see').waitFor()
    await choose(page, 'Person', 'munoz')
    await choose(page, 'Permission', 'createRun')
    await page.locator('details.where summary').click()
    await page.locator('[data-dimension="location"]').fill('A')
    await page.getByRole('button', { name: 'Keep asking this' }).click()
    const pinned = page.locator('.pinned li')
    await pinned.waitFor()
    assert.match(await pinned.textContent(), /Diego Muñoz: .*at location A/)
    await page.waitForURL(/ask=person%3Ddiego/)
    await page.reload()
    await pinned.waitFor()
    await page.getByRole('button', { name: /^Do not ask about diego/ }).click()
    await page.getByText('Ask something, and see').waitFor()
  })
})

test('a snapshot is written out as a source and edited', async () => {
  await open(on, '?open=acme-rockets.rolepack#/playground', async (page) => {
    await clean(page, 'a snapshot')
    await page.getByRole('button', { name: 'Write it out as a source' }).click()
    await ready(page)
    assert.match(await page.locator('.cm-content').textContent(), /"organization"/)
  })
})

test('names with markup and long lines are shown and never run', async () => {
  await open(on, `${PLAY}?file=users.json`, async (page) => {
    await ready(page)
    const strange = '<img src=x onerror="document.title=\'run\'"> אבגד ‮ ' + 'x'.repeat(500)
    await write(page, JSON.stringify({ users: [{ id: strange, roles: [strange] }] }))
    await page.locator('.wrong .what').first().waitFor()
    assert.match(await page.locator('.wrong').textContent(), /<img src=x/)
    assert.equal(await page.title(), 'Playground · Rolepack')
    await page.setViewportSize(PHONE)
    await fits(page)
  })
})
