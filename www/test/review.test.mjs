// A review gone through in the page, and what comes of it held against the command line.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { review, reviewTable } from 'rolepack/author'
import { FILES } from './acme.mjs'
import { clean, fits, heldBack, open, sound, stage, visit } from './stage.mjs'

const on = stage()
const CLI = fileURLToPath(new URL('../../pkg/bin/rolepack.mjs', import.meta.url))
const STRANGE = '<img src=x onerror="document.title=\'run\'"> אבגד ‮ ' + 'x'.repeat(500)
const SMALL = {
  'org.yaml': `organization: { id: small, name: Small }
catalogues: ["ion@1"]
roles:
  - { id: worker, name: Worker, permissions: [createRun] }
  - { id: foreman, name: Foreman, permissions: [updateRun] }
teams:
  - { id: line-1, name: Line 1, roles: [worker] }
`,
  'users.yaml': `# Who works here.
users:
  - { id: ada, name: Ada, teams: [line-1] }
  - { id: bob, name: Bob, teams: [line-1], roles: [foreman] }
  - { id: eve, name: ${JSON.stringify(STRANGE)}, roles: [foreman] }
`,
}
const EXPECT = `expect:
  - { user: ada, permission: createRun, allowed: true, reason: granted }
  - { user: bob, permission: createRun, allowed: false, reason: not-granted }
  - { user: bob, permission: updateRun, allowed: true, reason: granted }
  - { user: eve, permission: updateRun, allowed: false, reason: not-granted }
`

const picked = (files) => Object.entries(files).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))

async function give(page, files) {
  await visit(page, '#/snapshot')
  await page.getByLabel('pick files').setInputFiles(picked(files))
  await page.locator('.masthead .where', { hasText: 'Small' }).waitFor()
}

async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
}

test('a review from its beginning to a decision, for everyone', async () => {
  await open(on, '#/review', async (page) => {
    await sound(page, 'orders')
    const heads = () => page.locator('.view h1, .view-head > .progress').evaluateAll((all) => all.map((part) => part.getBoundingClientRect().top))
    let before
    await heldBack(page, '**/worker-*.js', async () => {
      await page.getByRole('link', { name: 'By manager' }).click()
      await page.getByRole('status').filter({ hasText: 'Listing who holds what in Acme Rockets' }).waitFor()
      await sound(page, 'listed')
      before = await heads()
    })
    await page.locator('.away').waitFor()
    assert.deepEqual(await heads(), before)
    await sound(page, 'overview')
    const { rows } = review(FILES, { by: 'manager', at: Date.UTC(2026, 10, 22) })
    assert.match(await page.locator('.view-head .progress').textContent(), new RegExp(`0 of ${rows.length}`))
    await page.locator('.table .who', { hasText: 'Amara' }).click()
    await page.locator('.card').waitFor()
    for (const key of ['k', 'r']) await page.keyboard.press(key)
    await page.locator('.table', { hasText: 'revoked' }).waitFor()
    await sound(page, 'a group')
  })
})

test('a team is reviewed by keyboard; source and evidence are what the command line writes, and its expectations hold', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rolepack-review-'))
  try {
    await open(on, '#/snapshot', async (page) => {
      await give(page, SMALL)
      await visit(page, '#/review/team')
      await page.locator('.away').waitFor()
      assert.ok(await page.getByRole('button', { name: 'Put the decisions into the source' }).isDisabled())
      const decide = async (group, keys) => {
        await page.locator('.table .who', { hasText: group }).click()
        await page.locator('.card').waitFor()
        // As fast as anybody types: each key is for the row that is seen then.
        for (const key of keys) await page.keyboard.press(key)
        await page.locator('.view-head .progress', { hasText: `${keys.length} of ${keys.length}` }).waitFor()
        assert.deepEqual(await page.locator('.table .kept, .table .revoked').allTextContents(), ['kept', 'revoked'])
        await fits(page, group)
        await page.getByRole('link', { name: 'By team' }).click()
        await page.locator('.away').waitFor()
      }
      await decide('Line 1', ['k', 'r'])
      await decide('Held directly', ['k', 'r'])
      assert.equal(await page.title(), 'Review · Rolepack')
      await page.getByLabel('Reviewer').fill('ines')
      const [, csv] = await taken(page, 'The review as CSV')
      await page.getByRole('button', { name: 'Put the decisions into the source' }).click()
      await page.locator('.done', { hasText: '2 kept, 2 revoked' }).waitFor()
      await clean(page, 'done')
      const evidence = JSON.parse((await taken(page, 'The evidence'))[1])
      const [name, users] = await taken(page, /users\.yaml, changed/)
      assert.equal(name, 'users.yaml')
      assert.match(users, /^# Who works here\./)

      // The command line, with the same decisions on the same source.
      const source = join(folder, 'source')
      mkdirSync(source)
      for (const [name, text] of Object.entries(SMALL)) writeFileSync(join(source, name), text)
      writeFileSync(join(folder, 'review.csv'), csv)
      const run = (...words) => execFileSync(process.execPath, [CLI, ...words], { encoding: 'utf8', cwd: folder, stdio: 'pipe' })
      run('review', 'apply', 'review.csv', 'source', '--at', evidence.at)
      assert.equal(readFileSync(join(source, 'users.yaml'), 'utf8'), users)
      assert.deepEqual(JSON.parse(readFileSync(join(folder, 'review.evidence.json'), 'utf8')), evidence)
      writeFileSync(join(source, 'small.expect.yaml'), EXPECT)
      run('test', 'source')

      // Whoever opens the same source again comes back to the same decisions; what came of them is another review.
      await page.reload()
      await page.locator('.masthead .where', { hasText: 'the sample' }).waitFor()
      await give(page, SMALL)
      await visit(page, '#/review/team')
      await page.locator('.view-head .progress', { hasText: '4 of 4' }).waitFor()
      await give(page, { ...SMALL, 'users.yaml': users })
      await visit(page, '#/review/team')
      await page.locator('.view-head .progress', { hasText: '0 of 2' }).waitFor()
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what was decided is there after the page is loaded again, and gone once it is forgotten', async () => {
  await open(on, '#/review/role', async (page) => {
    await page.locator('.away').waitFor()
    await page.locator('.table .who').first().click()
    await page.locator('.card').waitFor()
    await page.keyboard.press('c')
    await page.keyboard.type('as agreed')
    await page.keyboard.press('Enter')
    await page.keyboard.press('r')
    // At once: what is decided last is written down on the way out.
    await page.reload()
    await page.locator('.table', { hasText: 'revoked' }).waitFor()
    await page.locator('.table', { hasText: 'as agreed' }).waitFor()
    await visit(page, '#/review/role')
    await page.locator('.view-head .progress', { hasText: /^[1-9]\d* of/ }).waitFor()
    await page.getByRole('button', { name: 'Forget what was decided' }).click()
    await page.getByRole('button', { name: /^Forget \d+ decisions?: sure/ }).click()
    await page.locator('.view-head .progress', { hasText: /^0 of/ }).waitFor()
    assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('rolepack.review')).length), 0)
  })
})

test('a review of more rows than cross at once is whole, and what a team gives is revoked together', async () => {
  const users = Array.from({ length: 5_200 }, (_, at) => ({ id: `u${at}`, teams: ['crew'] }))
  const text = JSON.stringify({ organization: { id: 'small', name: 'Small' }, permissions: [{ key: 'go' }], roles: [{ id: 'a', permissions: ['go'] }, { id: 'b' }], teams: [{ id: 'crew', roles: ['a', 'b'] }], users })
  const made = review(text, { by: 'role' })
  await open(on, '#/snapshot', async (page) => {
    await give(page, { 'many.json': text })
    await visit(page, '#/review/role?of=%3Da&row=17')
    await page.locator('.card').waitFor()
    await page.keyboard.press('r')
    await page.locator('.view-head .progress', { hasText: '1 of 5,200' }).waitFor()
    await page.getByRole('link', { name: 'By role' }).click()
    await page.locator('.view-head .progress', { hasText: '2 of 10,400' }).waitFor()
    const [, csv] = await taken(page, 'The review as CSV')
    const together = made.rows.flatMap(({ user }, place) => (user === made.rows[17].user ? [place] : []))
    assert.equal(together.length, 2)
    assert.equal(csv, reviewTable(made, made.rows.map((_, place) => (together.includes(place) ? { decision: 'revoke' } : undefined))))
  })
})
