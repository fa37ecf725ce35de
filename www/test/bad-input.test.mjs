// What nobody meant to open, or far too much of it: told, or shown as it is; the page stays.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { clean, fits, give, leave, open, PHONE, stage, visit, WIDE } from './stage.mjs'
import { POLICY, serve } from './server.mjs'

const on = stage()
const folder = mkdtempSync(join(tmpdir(), 'rolepack-bad-'))
after(() => rmSync(folder, { recursive: true }))

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
const MIB = 1 << 20

/** Files this large are picked from the disk. */
async function pick(page, name, text) {
  writeFileSync(join(folder, name), text)
  await visit(page, '#/snapshot')
  await page.getByLabel('pick files').setInputFiles(join(folder, name))
}

/** A source of more than 50 MiB in one line, in which little is of interest. */
function large(last) {
  const user = (id) => ({ id, name: `Person ${id}`, roles: ['clerk'], attributes: { title: 'Clerk', note: '<b>n</b>'.repeat(3_500) } })
  const users = [...Array.from({ length: 2_000 }, (_, at) => user(`u${at}`)), last]
  return JSON.stringify({ organization: { id: 'large', name: 'Large' }, permissions: [{ key: 'sell' }], roles: [{ id: 'clerk', permissions: ['sell'] }], users })
}

test('a source of 50 MiB is opened, and the page can be used meanwhile', async () => {
  await open(on, '#/snapshot', async (page) => {
    const text = large({ id: 'last' })
    assert.ok(text.length > 50 * MIB)
    // The theme is changed while the source is packed, and is seen to be before that is done.
    await page.evaluate(() => {
      const busy = () => document.querySelector('.notice .waiting')
      globalThis.changed = new Promise((done) => {
        const observer = new MutationObserver(() => {
          if (!busy()) return
          observer.disconnect()
          const theme = document.querySelector('button.theme')
          theme.click()
          requestAnimationFrame(() => requestAnimationFrame(() => done([theme.title, busy() !== null])))
        })
        observer.observe(document.body, { subtree: true, childList: true })
      })
    })
    await pick(page, 'large.json', text)
    assert.deepEqual(await page.evaluate(() => globalThis.changed), ['Theme: light', true])
    await page.locator('.masthead .where', { hasText: 'large.json' }).waitFor({ timeout: 120_000 })
    assert.match(await page.locator('.facts-part').textContent(), /2,001 people/)
  })
})

test('a source of 50 MiB with an error at its very end is refused there, in few words', async () => {
  await open(on, '#/snapshot', async (page) => {
    const text = large({ id: '👩🏽‍🚀', colour: 'red' })
    await pick(page, 'large.json', text)
    const alert = page.getByRole('alert')
    await alert.waitFor({ timeout: 120_000 })
    const said = await alert.textContent()
    assert.match(said, /a user has no field colour.*large\.json:1:\d{8}.*👩🏽‍🚀/s)
    assert.equal(await alert.locator('mark').textContent(), '"colour"')
    assert.ok(said.length < 2_000)
    for (const viewport of [PHONE, WIDE]) {
      await page.setViewportSize(viewport)
      await fits(page, 'refused')
    }
  })
})

test('a table with a wrong column is refused at that column', async () => {
  await open(on, '#/snapshot', async (page) => {
    const alert = page.getByRole('alert')
    for (const [csv, said] of [
      ['id,name,rolls\nada,Ada,clerk\n', /no column rolls.*users\.csv:1:9.*did you mean roles/s],
      ['name,roles\nAda,clerk\n', /a user without id.*users\.csv:2:1/s],
      ['id,name\n"ada,Ada\n', /users\.csv:2/],
    ]) {
      await give(page, '', [file('org.yaml', 'organization: { id: two }\nroles: [{ id: clerk }]\n'), file('users.csv', csv)])
      await alert.waitFor()
      assert.match(await alert.textContent(), said)
      await fits(page, csv)
      await page.getByRole('button', { name: 'Back to what was open' }).click()
    }
  })
})

const VIEWS = ['#/person', '#/person/nobody', '#/permission', '#/why?person=a&permission=b', '#/role', '#/role?tab=overlaps', '#/team', '#/level', '#/level?tab=places', '#/level?tab=reach', '#/group', '#/playground', '#/compare', '#/review/team', '#/review/manager', '#/snapshot']

test('an organisation in which there is nothing is shown in every view, and every view says so', async () => {
  await open(on, '#/snapshot', async (page) => {
    await give(page, 'empty.yaml', Buffer.from('organization: { id: empty }\n'))
    await page.locator('.masthead .where', { hasText: 'empty.yaml' }).waitFor()
    for (const hash of VIEWS) {
      await visit(page, hash)
      await page.locator('main h1').first().waitFor()
      await clean(page, hash)
      for (const viewport of [PHONE, WIDE]) {
        await page.setViewportSize(viewport)
        await fits(page, hash)
      }
      // Columns, options and fields come from what there is, and nothing stands for what there is not.
      assert.doesNotMatch(await page.locator('main').textContent(), /undefined|NaN|\[object/, hash)
    }
    await visit(page, '#/person')
    await page.getByText('There is nobody in this snapshot.').waitFor()
    await visit(page, '#/review/manager')
    await page.getByRole('heading', { name: 'Nobody here has a manager' }).waitFor()
    await page.getByRole('link', { name: 'Go through it otherwise' }).click()
    await page.locator('.orders').waitFor()
  })
})

test('the page brings its own policy, as strict as the one that it is served with, and nothing leaves it', async () => {
  const page = readFileSync(new URL('../dist/index.html', import.meta.url), 'utf8')
  const own = page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1].replaceAll('&#39;', "'")
  for (const policy of [own, POLICY]) {
    const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    assert.deepEqual(rules['default-src'], ["'self'"])
    assert.deepEqual(rules['script-src'], ["'self'", "'wasm-unsafe-eval'"])
    assert.deepEqual(Object.values(rules).flat().filter((source) => !["'self'", "'none'", "'wasm-unsafe-eval'"].includes(source)), [])
  }
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/)
  // Of a host that sends none, the page's own holds.
  const server = await serve('')
  const elsewhere = { browser: on.browser, server }
  try {
    await open(elsewhere, '#/snapshot', async (page) => {
      const refused = await page.evaluate(async () => {
        const broken = []
        const all = new Promise((done) => addEventListener('securitypolicyviolation', ({ effectiveDirective }) => broken.push(effectiveDirective) === 3 && done()))
        await fetch('https://elsewhere.example/').catch(() => {})
        document.body.append(Object.assign(document.createElement('img'), { src: 'https://elsewhere.example/a.png' }), Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' }))
        await all
        return [broken.sort(), globalThis.ran]
      })
      assert.deepEqual(refused, [['connect-src', 'img-src', 'script-src-elem'], undefined])
    }, { expected: /Content Security Policy|elsewhere\.example/ })
  } finally {
    await leave(elsewhere)
    await server.close()
  }
})
