// Roles: what each grants as a picture, what they share, who holds them, and two side by side.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { acme, USERS } from './acme.mjs'
import { fits, look, open, PHONE, sound, stage, visit, WIDE } from './stage.mjs'

const on = stage()
const access = acme()
const readout = (page) => page.locator('.readout').textContent()
const matrix = (page) => page.getByRole('application')
const file = async (page) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  return readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n')
}

test('roles, for everyone', async () => {
  await look(on, '#/role', async (page) => {
    for (const hash of ['#/role?area=aboms', '#/role?tab=overlaps', '#/role/operator', '#/role/operator?tab=holders', '#/role/operator?tab=beside&with=lead-operator']) {
      await visit(page, hash)
      await page.locator('.matrix, .table, .granted-areas').first().waitFor()
      await sound(page, hash)
    }
  })
})

test('the picture says what the module answers, cell by cell, by keyboard', async () => {
  await look(on, '#/role?order=name', async (page) => {
    await matrix(page).focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.waitForURL(/area=aboms/)
    assert.equal(await page.getByRole('button', { name: /^Aboms/ }).getAttribute('aria-expanded'), 'true')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    const said = await readout(page)
    const [, role, does, title] = /^(.+?) (grants it|does not grant it): (.+)$/.exec(said) ?? assert.fail(said)
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/permission\//)
    assert.equal(await page.locator('h1 bdi').textContent(), title)
    const granting = await page.locator('.granting li').allTextContents()
    assert.equal(granting.some((text) => text.startsWith(role)), does === 'grants it')
    await page.goBack()
    await matrix(page).waitFor()
    assert.match(page.url(), /area=aboms/)
  })
})

test('the CSV file has every grant and every role, as the module grants them', async () => {
  await look(on, '#/role', async (page) => {
    await matrix(page).waitFor()
    const [head, ...lines] = await file(page)
    assert.match(head, /^Feature area,Permission,Right,Roles that grant it,/)
    assert.equal(head.match(/\(operator\)/g).length, 1)
    const column = head.split(',').findIndex((title) => title.includes('(operator)'))
    const holder = USERS.find(({ roles = [], teams = [], active }) => active !== false && teams.length === 0 && JSON.stringify(roles) === '["operator"]')?.id
    const held = new Set(lines.filter((line) => line.split(',')[column] === 'yes').map((line) => line.split(',')[1]))
    assert.equal(held.size, 41)
    if (holder) for (const key of held) assert.equal(access.can(holder, key), true, key)
    for (const key of held) assert.ok(access.explain('stranger', key).wouldGrant.includes('operator'), key)
    assert.ok(lines.some((line) => line.startsWith('Acme/shift handover,acme/shiftHandover,list,')))
  })
})

test('containment and sharing are told, and two roles stand side by side', async () => {
  await look(on, '#/role?tab=overlaps', async (page) => {
    await page.getByText('Containments and overlaps').waitFor()
    const first = page.locator('.table .body [role="row"]').first()
    assert.match(await first.textContent(), /^Operatoris contained inLead Operator41027$/)
    await first.getByRole('link', { name: 'is contained in' }).click()
    await page.locator('.stands').waitFor()
    assert.equal(await page.locator('.stands').textContent(), 'Operator is contained in Lead Operator.')
    assert.deepEqual(await page.locator('.sides-of li').allTextContents(), ['Only Operator 0', 'Both 41', 'Only Lead Operator 27'])
    await page.getByRole('link', { name: /^Only Lead Operator/ }).click()
    await page.waitForURL(/only=other/)
    await page.locator('.tally', { hasText: '27 rows' }).waitFor()
    await page.goBack()
    await page.locator('.tally', { hasText: '68 rows' }).waitFor()
  })
})

test('on paper stands every permission', async () => {
  await look(on, '#/role?zoom=all', async (page) => {
    await matrix(page).waitFor()
    const drawn = () => page.locator('.matrix .row').count()
    assert.ok((await drawn()) < 100)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.waitForFunction(() => document.querySelectorAll('.matrix .row').length > 500)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.waitForFunction(() => document.querySelectorAll('.matrix .row').length < 100)
  })
})

test('holders are those of the source, directly and through teams', async () => {
  await look(on, '#/role/quality-engineer?tab=holders', async (page) => {
    await page.locator('.table').waitFor()
    const lines = (await file(page)).slice(1)
    const { teams } = JSON.parse(readFileSync(new URL('../../examples/acme-rockets/teams.json', import.meta.url), 'utf8'))
    const has = (roles = []) => roles.some((ref) => (ref.role ?? ref) === 'quality-engineer')
    const through = new Set(teams.filter(({ roles }) => has(roles)).map(({ id }) => id))
    const expected = USERS.filter(({ roles, teams = [] }) => has(roles) || teams.some((team) => through.has(team))).length
    assert.ok(expected > 0)
    assert.equal(lines.length, expected)
  })
})

test('the picture is drawn of any names, and of 47 roles over hundreds of permissions', async () => {
  await open(on, '#/snapshot', async (page) => {
    const names = ['<img src=x onerror="document.title=\'run\'">', 'x'.repeat(500), 'אבגד הוז ‮ reversed', '👩🏽‍🚀'.repeat(30)]
    const permissions = Array.from({ length: 491 }, (_, at) => ({ key: `p${at}`, title: names[at] ?? `Permission ${at}`, permissionGroup: `${names[at % 31] ?? `area-${at % 31}`}`.slice(0, 500), ...(at % 7 ? {} : { rights: ['list', 'add', 'modify'] }) }))
    const roles = Array.from({ length: 47 }, (_, at) => ({
      id: `r${at}`,
      name: names[at] ?? `Role ${at}`,
      permissions: permissions.filter((_, p) => (p * 31 + at * 17) % 5 < 2).map(({ key, rights }) => (rights ? { permission: key, rights: rights.slice(0, 1 + (at % 3)) } : key)),
    }))
    const source = { organization: { id: 'many', name: 'Many' }, permissions, roles, users: [{ id: 'ada', roles: ['r0'] }] }
    await page.getByLabel('pick files').setInputFiles([{ name: 'many.json', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(source)) }])
    await page.locator('.masthead .where', { hasText: 'Many' }).waitFor()
    for (const viewport of [WIDE, PHONE]) {
      await page.setViewportSize(viewport)
      for (const hash of ['#/role?zoom=all', '#/role/r1', '#/role/r1?tab=beside', '#/role/r1?tab=beside&with=r0', '#/role?tab=overlaps', '#/role?tab=list']) {
        await visit(page, hash)
        await page.locator('.matrix, .table, .granted-areas').first().waitFor()
        assert.doesNotMatch(await page.title(), /^run/)
        await fits(page, hash)
      }
    }
    await visit(page, '#/role?zoom=all')
    await matrix(page).waitFor()
    const most = await page.evaluate(async () => {
      const box = document.querySelector('.matrix .scroller')
      let most = 0
      for (let top = 0; top < box.scrollHeight; top += 300) {
        box.scrollTop = top
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
        most = Math.max(most, box.querySelectorAll('.row').length)
      }
      return most
    })
    assert.ok(most < 100, `${most} rows are drawn at once`)
  })
})
