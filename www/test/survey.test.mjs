// Teams, access levels and sign-in groups: what they say is what the module answers.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { acme, FILES, USERS } from './acme.mjs'
import { fits, look, open, PHONE, sound, stage, visit, WIDE } from './stage.mjs'

const on = stage()
const access = acme()
const TEAMS = JSON.parse(FILES['teams.json']).teams
const VIEWS = ['#/team', '#/team/quality', '#/team/quality?tab=gone', '#/level', '#/level/ACME%2Fplant-a', '#/level?tab=places', '#/level?tab=place&at.location=A', '#/level?tab=reach', '#/group', '#/group/entra%3AKestrel-Quality']

const rows = (page) => page.locator('.table .body [role="row"]')
const csv = async (page) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  return readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n').slice(1)
}

test('teams, levels and groups, for everyone', async () => {
  await look(on, '#/team', async (page) => {
    for (const hash of VIEWS) {
      await visit(page, hash)
      await rows(page).first().waitFor()
      await sound(page, hash)
    }
  })
})

test('without a team its members lose what a pack without it denies them', async () => {
  const without = acme((users) => users.map((user) => ({ ...user, teams: (user.teams ?? []).filter((team) => team !== 'quality') })))
  const count = (snapshot, user) => snapshot.effective(user).groups.reduce((sum, { grants }) => sum + grants.length, 0)
  await look(on, '#/team/quality?tab=gone', async (page) => {
    await rows(page).first().waitFor()
    const lines = await csv(page)
    const expected = USERS.filter(({ teams = [] }) => teams.includes('quality')).map(({ id }) => [id, count(access, id) - count(without, id)]).filter(([, lost]) => lost > 0)
    assert.deepEqual(lines.map((line) => [line.split(',')[1], Number(line.split(',')[2])]).sort(), expected.sort())
    await page.getByLabel('by permission').check()
    await page.getByRole('table', { name: 'What would be lost' }).waitFor()
    const lost = (await csv(page)).reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)
    assert.equal(lost, expected.reduce((sum, [, lost]) => sum + lost, 0))
  })
})

test('teams are listed with their members and roles', async () => {
  await look(on, '#/team', async (page) => {
    await rows(page).first().waitFor()
    assert.equal(await rows(page).count(), TEAMS.length)
    await page.getByRole('link', { name: 'Quality', exact: true }).first().click()
    await page.locator('.assignments', { hasText: 'Quality Engineer' }).waitFor()
    assert.equal((await csv(page)).length, USERS.filter(({ teams = [] }) => teams.includes('quality')).length)
    await page.goBack()
    await page.locator('h1', { hasText: 'Teams' }).waitFor()
  })
})

test('who reaches a place is what the module says, from either side', async () => {
  await look(on, '#/level?tab=places&dimension=location&permission=createIssue', async (page) => {
    await rows(page).first().waitFor()
    const places = (await csv(page)).map((line) => [line.split(',')[0], Number(line.split(',').at(-1))])
    assert.ok(places.length > 5)
    for (const [location, count] of places) assert.equal(count, access.whoCan('createIssue', { resource: { location } }).length, location)

    await visit(page, '#/level?tab=place&at.location=C-STAND-2&q=createIssue')
    await rows(page).first().waitFor()
    const [line] = (await csv(page)).filter((line) => line.startsWith('createIssue,'))
    assert.equal(Number(line.split(',').at(-1)), access.whoCan('createIssue', { resource: { location: 'C-STAND-2' } }).length)

    const [user] = access.whoCan('createIssue', { resource: { location: 'C-STAND-2' } })
    await visit(page, `#/level?tab=reach&permission=createIssue&person=${encodeURIComponent(user)}`)
    const location = page.locator('.dimensions li').filter({ has: page.getByRole('heading', { name: 'location' }) })
    await location.waitFor()
    const reach = access.reach(user, 'createIssue', 'location')
    if (reach.all) assert.match(await location.textContent(), /every one/)
    else assert.deepEqual(await location.locator('a').allTextContents(), reach.values)

    // Paper has every row, and all of each.
    const more = page.locator('.table .dim', { hasText: /^\s*\+\d/ })
    await visit(page, '#/level')
    await more.first().waitFor()
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await more.first().waitFor({ state: 'detached' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await more.first().waitFor()
    await visit(page, '#/level?tab=place&at.location=C-STAND-2')
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.waitForFunction(() => document.querySelectorAll('.table .body [role="row"]').length > 500)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))

    await visit(page, '#/level?tab=place&at.location=*')
    assert.match(await page.locator('.remark.bad').textContent(), /malformed/)
    await visit(page, '#/level?tab=place&at.planet=mars')
    assert.match(await page.locator('.remark.bad').textContent(), /no such dimension/)
  })
})

test('a group gives what the module allows a stranger who presents it', async () => {
  await look(on, '#/group', async (page) => {
    await rows(page).first().waitFor()
    await page.getByLabel('Provider', { exact: true }).selectOption('entra')
    await page.waitForURL(/provider=entra/)
    assert.equal(await rows(page).count(), 3)
    await page.getByRole('link', { name: 'Kestrel-Quality' }).click()
    await page.getByRole('heading', { name: 'Kestrel-Quality' }).waitFor()
    await rows(page).first().waitFor()
    const held = access.effective('a stranger', { identityGroups: [{ provider: 'entra', group: 'Kestrel-Quality' }] }).groups.flatMap(({ grants }) => grants.map(({ permission }) => permission))
    assert.deepEqual((await csv(page)).map((line) => line.split(',')[1]).sort(), held.sort())
    await visit(page, '#/group/okta%3AMES-New-Starters')
    await page.getByText('It gives no grant').waitFor()
    await visit(page, '#/group/okta%3ANobody')
    await page.getByText('No such group is mapped').waitFor()
  })
})

test('names of any kind are shown, never run, and break nothing', async () => {
  const names = ['<img src=x onerror="document.title=\'run\'">', 'x'.repeat(500), 'אבגד הוז ‮ reversed', '👩🏽‍🚀'.repeat(20)]
  const source = {
    organization: { id: 'odd', name: 'Odd' },
    permissions: [{ key: 'go' }],
    roles: names.map((name, at) => ({ id: `r${at}`, name, permissions: ['go'] })),
    accessLevels: names.map((name) => ({ key: name, company: 'ODD', description: name, locations: [name] })),
    teams: names.map((name, at) => ({ id: `t${at}`, name, roles: [{ role: `r${at}`, within: { company: 'ODD', key: name } }] })),
    users: names.map((name, at) => ({ id: `u${at}`, name, teams: [`t${at}`] })),
    groupMappings: names.map((group, at) => ({ provider: names[(at + 1) % 4], group, teams: [`t${at}`], roles: [`r${at}`] })),
  }
  await open(on, '#/snapshot', async (page) => {
    await page.getByLabel('pick files').setInputFiles([{ name: 'odd.json', mimeType: 'text/plain', buffer: Buffer.from(JSON.stringify(source)) }])
    await page.locator('.masthead .where', { hasText: 'Odd' }).waitFor()
    const pages = names.flatMap((name, at) => [`#/team/t${at}`, `#/team/t${at}?tab=gone`, `#/level/${encodeURIComponent(`ODD/${name}`)}`, `#/group/${encodeURIComponent(`${names[(at + 1) % 4]}:${name}`)}`])
    for (const viewport of [WIDE, PHONE]) {
      await page.setViewportSize(viewport)
      for (const hash of ['#/team', '#/level', '#/level?tab=places', '#/level?tab=reach&person=u1', `#/level?tab=place&at.location=${'x'.repeat(500)}`, '#/group', ...pages]) {
        await visit(page, hash)
        await rows(page).first().waitFor()
        await fits(page, hash.slice(0, 60))
        assert.doesNotMatch(await page.title(), /^run/)
      }
    }
  })
})
