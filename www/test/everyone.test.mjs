// The console for everyone: names of any kind, by keyboard, by links, in the theme that somebody chose.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { choose, clean, fits, give, open, PHONE, settled, stage, visit, WIDE } from './stage.mjs'

const on = stage()

const NAMES = ['<img src=x onerror="document.title=\'run\'"> & <b>bold</b>', 'x'.repeat(500), 'אבגד הוז ‮ reversed', '👩🏽‍🚀'.repeat(30), '=HYPERLINK("http://evil.example")', '; DROP TABLE users; --']

function strange() {
  const role = (name, at) => ({ id: `role-${at}`, name, description: name, permissions: [{ permission: `p${at}`, rights: ['add'] }] })
  return JSON.stringify({
    organization: { id: 'strange', name: NAMES[0] },
    permissions: NAMES.map((name, at) => ({ key: `p${at}`, title: name, description: name, permissionGroup: `area ${name.slice(0, 60)}`, rights: ['add', 'list'] })),
    roles: NAMES.map(role),
    teams: NAMES.map((name, at) => ({ id: `team-${at}`, name, roles: [{ role: `role-${at}`, within: { company: 'C', key: `level-${at}` } }] })),
    accessLevels: NAMES.map((name, at) => ({ key: `level-${at}`, company: 'C', description: name, locations: [name.slice(0, 100)] })),
    groupMappings: NAMES.map((name, at) => ({ provider: 'okta', group: `${at} ${name.slice(0, 200)}`, roles: [`role-${at}`] })),
    users: NAMES.map((name, at) => ({ id: name.slice(0, 300), name, roles: NAMES.map((_, role) => `role-${role}`), teams: NAMES.map((_, team) => `team-${team}`), attributes: { title: NAMES[(at + 1) % NAMES.length] } })),
  })
}

test('names of any kind are shown, never run, and break nothing', async () => {
  await open(on, '#/snapshot', async (page) => {
    await give(page, 'strange.json', Buffer.from(strange()))
    await page.locator('.masthead .where', { hasText: 'strange.json' }).waitFor()
    const id = encodeURIComponent(NAMES[0])
    const hashes = ['#/person', '#/permission', '#/permission/p0', '#/permission/p1', '#/snapshot']
    for (const name of NAMES) {
      const user = encodeURIComponent(name.slice(0, 300))
      hashes.push(`#/person/${user}`, `#/person/${user}?tab=holding`, `#/why?person=${user}&permission=p1&at.location=${id}`)
    }
    hashes.push(`#/person/${id}?tab=what-if&take=role-0&leave=team-0`)
    for (const hash of hashes) {
      await visit(page, hash)
      for (const viewport of [PHONE, WIDE]) {
        await page.setViewportSize(viewport)
        await fits(page, hash)
      }
      assert.notEqual(await page.title(), 'run')
    }
    assert.equal(await page.locator('main img, main b:has(b)').count(), 0)
    await clean(page, 'strange')
    // Nor does a spreadsheet run them.
    await visit(page, '#/person')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
    const csv = readFileSync(await download.path(), 'utf8')
    assert.ok(csv.includes(`"'=HYPERLINK(""http://evil.example"")"`))
    assert.doesNotMatch(csv, /(^|,)"?[=+@-]/m)
  })
})

test('everything is reached by keyboard', async () => {
  await open(on, '#/person', async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.getAttribute('aria-label') || document.activeElement.id)
    await page.keyboard.press('Tab')
    assert.equal(await focused(), 'To the view')
    await page.keyboard.press('Enter')
    await page.locator('main:focus').waitFor()
    assert.match(page.url(), /#\/person$/)
    await page.keyboard.press('/')
    await page.locator('.finder input:focus').waitFor()
    await page.keyboard.type('munoz')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Diego Muñoz' }).waitFor()
    await page.locator('main:focus').waitFor()
    await settled(page)
    assert.equal(await page.title(), 'Diego Muñoz · Rolepack')
    for (let at = 0; at < 40; at++) {
      await page.keyboard.press('Tab')
      const outline = await page.evaluate(() => {
        const shown = document.activeElement.matches('.choice input, label input.unseen') ? document.activeElement.closest('label').querySelector('.option') : document.activeElement
        return document.activeElement === document.body ? 'left' : getComputedStyle(shown).outlineStyle
      })
      assert.notEqual(outline, 'none', await focused())
    }
    // What is pressed goes, and the focus with it no farther than to the view.
    await visit(page, '#/person?team=line-1')
    await page.locator('.chip').press('Enter')
    await page.locator('main:focus').waitFor()
  })
})

test('back goes back, and a link says everything that is shown', async () => {
  await open(on, '#/person', async (page) => {
    await page.getByLabel('Name, job, e-mail or id').fill('operator')
    await page.waitForURL(/#\/person\?q=operator$/)
    const rows = await page.locator('.table .who').allTextContents()
    await page.getByRole('link', { name: 'Björn Åkesson' }).click()
    await page.getByRole('heading', { name: 'Björn Åkesson' }).waitFor()
    await page.getByLabel('Kiosk badge').check()
    await choose(page, 'Groups presented at sign-in', 'supply')
    await page.getByRole('link', { name: /^Comes from/ }).click()
    await page.waitForURL(/#\/person\/bjorn%40acme\.example\?method=slideIn&group=okta%3AMES-Supply-Chain&tab=holding$/)
    const shown = await page.locator('.holding').textContent()
    await page.reload()
    assert.equal(await page.locator('.holding').textContent(), shown)
    await page.goBack()
    await page.goBack()
    await page.getByRole('heading', { name: 'People' }).waitFor()
    assert.deepEqual(await page.locator('.table .who').allTextContents(), rows)
  })
})

test('a theme is chosen, and kept', async () => {
  await open(on, '#/why', async (page) => {
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    const button = page.getByRole('button', { name: /^Theme/ })
    await button.click()
    assert.equal(await scheme(), 'light')
    await button.click()
    assert.equal(await scheme(), 'dark')
    await page.reload()
    await page.locator('.view').waitFor()
    assert.equal(await scheme(), 'dark')
  })
})

test('on paper stands all of it, set as a wide page is', async () => {
  await open(on, '#/person/ada%40acme.example', async (page) => {
    const folded = () => page.locator('details.more:not([open])').count()
    const before = await folded()
    assert.ok(before > 0)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    assert.equal(await folded(), 0)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    assert.equal(await folded(), before)
    // As wide as A4 between its margins, which is narrower than many a tablet.
    await page.setViewportSize({ width: 718, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    try {
      await visit(page, '#/person')
      const lefts = await page.locator('.table .body [role="row"]').first().locator('[role="cell"]').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left))
      assert.equal(new Set(lefts).size, 5)
      assert.ok(await page.locator('.table .head').isVisible())
      await visit(page, '#/role')
      await page.locator('.matrix').waitFor()
      await fits(page, 'the picture on paper')
    } finally {
      await page.emulateMedia({ media: null })
    }
  })
})

test('where tabs scroll, the one that is shown is in sight', async () => {
  await open(on, '#/snapshot', async (page) => {
    await page.setViewportSize(PHONE)
    await visit(page, '#/level?tab=reach')
    const { left, right } = await page.locator('.tabs [aria-current]').evaluate((tab) => tab.getBoundingClientRect())
    assert.ok(left >= 0 && right <= PHONE.width, `${left} to ${right}`)
  })
})
