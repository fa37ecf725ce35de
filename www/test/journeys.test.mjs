// Ways through several views, as somebody goes them: what one hands on is what the next begins with, and what is taken away is what the command line takes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { choose, give, open, PHONE, stage, visit } from './stage.mjs'

const on = stage()
const CLI = fileURLToPath(new URL('../../pkg/bin/rolepack.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'rolepack-journeys-'))
after(() => rmSync(folder, { recursive: true }))

const SOURCE = {
  'shop.yaml': `organization: { id: shop, name: The Shop }
permissions:
  - { key: sell, title: Sell }
  - { key: refund, title: Refund a sale }
roles:
  - { id: clerk, name: Clerk, permissions: [sell] }
  - { id: lead, name: Shift lead, permissions: [refund] }
teams:
  - { id: till, name: The till, roles: [clerk, lead] }
`,
  'users.csv': `id,name,roles,teams
kim,Kim,clerk,
lee,Lee,,till
zoe,Zoe,,till
`,
}
const EXPECT = `expect:
  - { user: kim, permission: refund, allowed: false, reason: not-granted }
  - { user: lee, permission: refund, allowed: true, reason: granted }
  - { user: zoe, permission: sell, allowed: false, reason: not-granted }
  - { user: zoe, permission: refund, allowed: false, reason: not-granted }
`

const files = (texts) => Object.entries(texts).map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) }))

async function drop(page, texts) {
  const data = await page.evaluateHandle((texts) => {
    const data = new DataTransfer()
    for (const [name, text] of Object.entries(texts)) data.items.add(new File([text], name))
    return data
  }, texts)
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
  await page.locator('.masthead .where', { hasText: 'The Shop' }).waitFor()
}

async function taken(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()])
  return readFileSync(await download.path(), 'utf8')
}

function run(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: 'utf8', cwd: folder })
  assert.equal(status, 0, `rolepack ${words.join(' ')}\n${stdout}${stderr}`)
  return stdout
}

test('on a phone: drop a source, find a person, why not, what would grant it, what that would change, and back', async () => {
  await open(on, '#/team', async (page) => {
    await page.setViewportSize(PHONE)
    await drop(page, SOURCE)
    await choose(page, 'Find a person, permission or role', 'kim')
    await page.getByRole('heading', { name: 'Kim' }).waitFor()
    await page.getByLabel('what is not held too').check()
    await page.locator('li', { hasText: 'Refund a sale' }).getByRole('link', { name: 'why?' }).click()
    assert.match(await page.locator('.sentence').textContent(), /^No\. Kim may not: Refund a sale\. Not granted: the role Shift lead would\.$/)
    await page.getByRole('link', { name: 'what it would change' }).click()
    await page.locator('.diff').waitFor()
    assert.match(await page.locator('.difference').textContent(), /1 more, 0 fewer.*Refund a sale/s)
    await page.goBack()
    await page.locator('.sentence').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Kim' }).waitFor()
  })
})

test('review a team, export it, test it, open it again, and compare it with what was', async () => {
  await open(on, '#/snapshot', async (page) => {
    await give(page, '', files(SOURCE))
    await page.locator('.masthead .where', { hasText: 'The Shop' }).waitFor()
    await visit(page, '#/team/till')
    await page.locator('main', { hasText: 'Zoe' }).waitFor()
    await visit(page, '#/review/team')
    // Lee keeps what the till gives; Zoe loses it, all of it together; Kim stays a clerk.
    for (const [group, keys] of [['The till', 'kkr'], ['Held directly', 'k']]) {
      await page.locator('.table .who', { hasText: group }).click()
      await page.locator('.card').waitFor()
      for (const key of keys) await page.keyboard.press(key)
      await page.getByRole('link', { name: 'By team' }).click()
      await page.locator('.away').waitFor()
    }
    await page.getByLabel('Reviewer').fill('ines')
    const review = await taken(page, 'The review as CSV')
    await page.getByRole('button', { name: 'Put the decisions into the source' }).click()
    await page.locator('.done', { hasText: '3 kept, 2 revoked' }).waitFor()
    const evidence = JSON.parse(await taken(page, 'The evidence'))
    const changed = { ...SOURCE, 'users.csv': await taken(page, /users\.csv, changed/) }

    // The command line tests what was exported, and makes the same of the review.
    for (const [name, texts] of [['exported', { ...changed, 'shop.expect.yaml': EXPECT }], ['source', SOURCE]]) {
      mkdirSync(join(folder, name))
      for (const [file, text] of Object.entries(texts)) writeFileSync(join(folder, name, file), text)
    }
    run('test', 'exported')
    writeFileSync(join(folder, 'review.csv'), review)
    run('review', 'apply', 'review.csv', 'source', '--at', evidence.at)
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'review.evidence.json'), 'utf8')), evidence)
    assert.equal(readFileSync(join(folder, 'source', 'users.csv'), 'utf8'), changed['users.csv'])

    // What was exported is open now, and beside it what was.
    await give(page, '', files(changed))
    await visit(page, '#/why?person=zoe&permission=refund')
    await page.locator('.sentence', { hasText: /^No\. Zoe may not: Refund a sale\./ }).waitFor()
    await visit(page, '#/compare')
    await page.getByLabel('pick files').setInputFiles(files(SOURCE))
    await page.locator('.effect').waitFor()
    assert.match(await page.locator('.sum-up').textContent(), /^Of 3 people, 0 gain and 1 lose\./)
    assert.match(await page.locator('.effect').textContent(), /Zoe.*(Sell.*Refund|Refund.*Sell).*left team The till/s)
  })
})
