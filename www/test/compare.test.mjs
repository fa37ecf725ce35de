// Two versions laid side by side: as the package compares them, and told in words.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diff, pack } from 'rolepack/author'
import { FILES, USERS } from './acme.mjs'
import { clean, give, heldBack, open, sound, stage, visit } from './stage.mjs'

const on = stage()
const AT = Date.UTC(2026, 10, 22)
const STRANGE = '<img src=x onerror="document.title=1"> אבגד ' + 'x'.repeat(150)

/** Amara may engineer, Diego leaves his team, one is gone, one with a strange name is new, and a role grants less. */
function changed() {
  const users = structuredClone(USERS)
  users.find(({ id }) => id === 'amara@acme.example').roles.push('manufacturing-engineer')
  users.find(({ id }) => id === 'diego@acme.example').teams = []
  users.splice(5, 1)
  users.push({ id: STRANGE, roles: ['operator'], accessLevels: ['plant-a'] })
  return { ...FILES, 'users.json': JSON.stringify({ users }), 'roles.yaml': FILES['roles.yaml'].replace('      - createIssue\n', '') }
}

const OTHER = changed()
const files = Object.entries(OTHER).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))
const snapshot = (source) => pack(source, { at: AT }).bytes

async function compared(page) {
  await page.getByLabel('pick files').setInputFiles(files)
  await page.locator('.view-compare .sum-up').waitFor()
}

test('every part of a comparison, for everyone', async () => {
  await open(on, '#/compare', async (page) => {
    await sound(page, 'nothing chosen')
    await heldBack(page, '**/worker-*.js', async () => {
      await page.getByLabel('pick files').focus()
      await page.getByLabel('pick files').setInputFiles(files)
      await page.getByRole('status').filter({ hasText: 'Comparing.' }).waitFor()
      // What was used to choose is gone.
      await page.locator('main:focus').waitFor()
      await sound(page, 'compared')
    })
    await page.locator('.view-compare .sum-up').waitFor()
    for (const tab of ['Who', 'Because', 'Otherwise, and the same', 'What changed']) {
      await page.locator('.tabs a', { hasText: tab }).click()
      await page.locator('.tabs a[aria-current]', { hasText: tab }).waitFor()
      await sound(page, tab)
    }
    assert.equal(await page.title(), 'Compare · Rolepack')
  })
})

test('who gains and who loses is what the package says, in both directions, and all of it is in the CSV file', async () => {
  await open(on, '#/compare?newer=yes', async (page) => {
    await compared(page)
    const told = diff(snapshot(FILES), snapshot(OTHER))
    assert.match(await page.locator('.sum-up').textContent(), new RegExp(`Of ${told.users.all} people, ${told.users.gaining} gain and ${told.users.losing} lose`))
    assert.equal(await page.locator('.effect').count(), told.effects.length)
    await page.getByRole('searchbox').fill('amara')
    await page.locator('.effect', { hasText: 'was given role Manufacturing Engineer' }).waitFor()
    assert.equal(await page.locator('.effect').count(), 1)
    assert.equal(await page.locator('.effect [data-sign="+"]').count(), 1)
    await page.getByRole('searchbox').fill('')
    await page.locator('.effect').nth(1).waitFor()

    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n')
    const count = (changes = []) => changes.reduce((sum, { grants }) => sum + Math.max(1, grants.length), 0)
    const rows = told.effects.reduce((sum, { users = [0], gained, lost }) => sum + users.length * (count(gained) + count(lost)), 0)
    assert.equal(lines.length, rows + 1)

    // So has what changed, whatever comes of it.
    await page.locator('.tabs a', { hasText: 'What changed' }).click()
    await page.locator('.structure').waitFor()
    const [structure] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const counted = Object.values(told.structure).reduce((sum, { added, removed, changed }) => sum + added.length + removed.length + changed.length, 0)
    assert.equal(readFileSync(await structure.path(), 'utf8').trimEnd().split('\r\n').length, counted + 1)
    await page.goBack()

    await page.getByRole('button', { name: 'The other way round' }).click()
    const back = diff(snapshot(OTHER), snapshot(FILES))
    await page.locator('.sum-up', { hasText: `${back.users.gaining} gain and ${back.users.losing} lose` }).waitFor()
    await page.goBack()
  })
})

test('an edit in the playground is compared with what is open', async () => {
  await open(on, '#/playground?file=users.json', async (page) => {
    await page.locator('.wrong', { hasText: 'None: it packs.' }).waitFor()
    await page.locator('.cm-line', { hasText: '["read-only"]' }).first().click()
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key)
    await page.keyboard.insertText(', "manufacturing-engineer"')
    await page.getByRole('link', { name: 'Compare' }).click()
    await page.getByRole('link', { name: 'the source as it is edited in the playground' }).click()
    await page.locator('.effect', { hasText: 'was given role Manufacturing Engineer' }).waitFor()
  })
})

test('what cannot be compared says why', async () => {
  await open(on, '#/compare', async (page) => {
    await page.getByLabel('pick files').setInputFiles([{ name: 'other.yaml', mimeType: 'text/plain', buffer: Buffer.from('organization: { id: other }\n') }])
    await page.getByRole('alert').waitFor()
    assert.match(await page.getByRole('alert').textContent(), /organi[sz]ation/)
    await clean(page, 'refused')
    await page.getByRole('link', { name: 'Another' }).click()
    await page.locator('.choose').waitFor()
  })
})

test('of a change with many names the CSV file has every one', async () => {
  const keys = Array.from({ length: 12 }, (_, at) => `p${at}`)
  const source = (held) => Buffer.from(JSON.stringify({ organization: { id: 'shop', name: 'Shop' }, permissions: keys.map((key) => ({ key })), roles: [{ id: 'clerk', permissions: held }], users: [{ id: 'kim', roles: ['clerk'] }] }))
  await open(on, '#/snapshot', async (page) => {
    await give(page, 'after.json', source(keys))
    await page.locator('.masthead .where', { hasText: 'Shop' }).waitFor()
    await visit(page, '#/compare?tab=structure')
    await page.getByLabel('pick files').setInputFiles([{ name: 'before.json', mimeType: 'text/plain', buffer: source([]) }])
    await page.locator('.structure', { hasText: 'and 4 more' }).waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    assert.equal(readFileSync(await download.path(), 'utf8').split('\r\n')[1], `Roles,clerk,changed,"gained ${[...keys].sort().join(', ')}"`)
  })
})
