// What the views say is what the package says.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { acme, packed, USERS } from './acme.mjs'
import { choose, give, look, open, stage, visit } from './stage.mjs'

const on = stage()
const access = acme()
const BIN = fileURLToPath(new URL('../../pkg/bin/rolepack.mjs', import.meta.url))

async function csv(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()])
  return { name: download.suggestedFilename(), lines: (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n') }
}

test('a person may do what `effective` says, with its paths', async () => {
  await look(on, '#/person', async (page) => {
    for (const id of ['ada@acme.example', 'diego@acme.example', 'rashid@acme.example', 'E-1044', 'omar@acme.example']) {
      await visit(page, `#/person/${encodeURIComponent(id)}`)
      const { groups } = access.effective(id)
      const grants = groups.flatMap((group) => group.grants)
      assert.equal(await page.locator('.tabs [aria-current] .count').textContent(), ` ${grants.length}`)
      const keys = await page.locator('.area .grants code').allTextContents()
      assert.deepEqual(new Set(keys), new Set(grants.map(({ permission }) => permission)))
      const ways = await page.locator('.area').evaluateAll((all) => all.map((area) => area.querySelectorAll('.way').length))
      assert.deepEqual(ways.sort(), groups.map(({ grants }) => new Set(grants.map(({ paths }) => JSON.stringify(paths))).size).sort())
    }
    await visit(page, '#/person/diego%40acme.example?group=okta%3AMES-Supply-Chain&method=slideIn')
    const presented = access.effective('diego@acme.example', { accessMethod: 'slideIn', identityGroups: { okta: ['MES-Supply-Chain'] } })
    assert.equal(await page.locator('.tabs [aria-current] .count').textContent(), ` ${presented.groups.flatMap(({ grants }) => grants).length}`)
    const { name, lines } = await csv(page)
    assert.equal(name, 'may-do-diego@acme.example.csv')
    assert.equal(lines.length, 1 + presented.groups.flatMap(({ grants }) => grants).length)
    assert.equal(lines[0], 'Person,Feature area,Permission,Title,Right,Through')
  })
})

test('a permission is held by whom `whoCan` names, through what `check` says', async () => {
  await look(on, '#/permission', async (page) => {
    const cases = [
      ['updateRunStep', {}],
      ['updateRunStep', { resource: { location: 'B-BAY-1', company: 'ACME' } }],
      ['acme/shiftHandover', { right: 'add', accessMethod: 'slideIn' }],
      ['createPurchaseOrder', {}],
    ]
    for (const [permission, options] of cases) {
      const query = new URLSearchParams({ ...(options.right && { right: options.right }), ...(options.accessMethod && { method: options.accessMethod }) })
      for (const [dimension, value] of Object.entries(options.resource ?? {})) query.set(`at.${dimension}`, value)
      await visit(page, `#/permission/${encodeURIComponent(permission)}?${query}`)
      const { lines } = await csv(page)
      const ids = lines.slice(1).map((line) => line.split(',')[1])
      assert.deepEqual(ids.sort(), access.whoCan(permission, options).sort())
      const roles = await page.locator('.granting .name a').allTextContents()
      const granted = new Set(ids.map((id) => access.check(id, permission, options).role))
      assert.ok(roles.length >= granted.size)
    }
    await visit(page, '#/permission/updateRunStep?at.floor=3')
    assert.equal(await page.locator('.holders').count(), 0)
    assert.match(await page.locator('.remark').textContent(), /no such dimension/)
  })
})

test('what a role more would change is what it changes', async () => {
  await look(on, '#/person/diego%40acme.example?tab=what-if', async (page) => {
    await choose(page, 'A role', 'lead operator')
    await page.locator('.diff').first().waitFor()
    const keys = (access) => access.effective('diego@acme.example').groups.flatMap(({ grants }) => grants.map(({ permission, right = '' }) => `${permission} ${right}`))
    const before = new Set(keys(access))
    const given = acme((users) => users.map((user) => (user.id === 'diego@acme.example' ? { ...user, roles: ['lead-operator'] } : user)))
    const gained = keys(given).filter((key) => !before.has(key))
    assert.match(await page.locator('.sum-up').textContent(), new RegExp(`^${gained.length} more, 0 fewer`))
    const { lines } = await csv(page)
    assert.deepEqual(lines.slice(1).filter((line) => line.includes(',gained,')).map((line) => `${line.split(',')[3]} ${line.split(',')[4]}`).sort(), gained.sort())

    await page.getByLabel(/out of Line 1/).check()
    await page.waitForURL(/leave=line-1/)
    const without = acme((users) => users.map((user) => (user.id === 'diego@acme.example' ? { ...user, roles: ['lead-operator'], teams: [] } : user)))
    const lost = [...before].filter((key) => !keys(without).includes(key))
    await page.locator('.sum-up', { hasText: `${lost.length} fewer` }).waitFor()

    // What the packer refuses is told.
    await visit(page, '#/person/diego%40acme.example?tab=what-if&give=no-such-role')
    assert.match(await page.getByRole('alert').textContent(), /no-such-role/)
  })
})

test('any check is answered as the package answers it', async () => {
  const cases = [
    ['diego@acme.example', 'updateRunStep', { at: { location: 'A' } }, /^Yes\. Diego Muñoz may: Work a run step, at location A\. Operator through the team Line 1, injectors, within plant-a\.$/],
    ['diego@acme.example', 'updateRunStep', { at: { location: 'B-BAY-1' } }, /^No\. .*Held, but not at location B-BAY-1: Operator within plant-a counts there only/],
    ['diego@acme.example', 'updateRun', {}, /^No\. .*Not granted: the role Lead Operator would\.$/],
    ['omar@acme.example', 'createProcedure', {}, /Omar Benali is inactive/],
    ['nobody@acme.example', 'createProcedure', {}, /nobody@acme\.example is not in the source/],
    ['diego@acme.example', 'noSuchThing', {}, /unknown-permission/],
    ['diego@acme.example', 'updateRun', { at: { floor: '3' } }, /unknown-dimension/],
  ]
  await look(on, '#/why', async (page) => {
    for (const [person, permission, { at = {} }, said] of cases) {
      const query = new URLSearchParams({ person, permission })
      for (const [dimension, value] of Object.entries(at)) query.set(`at.${dimension}`, value)
      await visit(page, `#/why?${query}`)
      assert.match(await page.locator('.sentence').textContent(), said)
      const decision = access.check(person, permission, { resource: at })
      assert.equal(await page.locator('.reason').textContent(), decision.reason)
      assert.equal(await page.locator('.answer').getAttribute('data-allowed'), String(decision.allowed))
    }
  })
})

test('the command line that is offered asks the same', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'rolepack-'))
  const snapshot = join(directory, 'acme.rolepack')
  await writeFile(snapshot, packed())
  await look(on, '#/why', async (page) => {
    for (const query of [
      'person=diego%40acme.example&permission=updateRunStep&at.location=B-BAY-1&at.owner=x',
      'person=diego%40acme.example&permission=acme%2FshiftHandover&right=add&method=slideIn',
      'person=-who&permission=createRun&group=entra%3AKestrel-Test-Crew',
      'person=o%27neil+%24HOME&permission=createRun',
    ]) {
      await visit(page, `#/why?${query}`)
      const command = (await page.locator('.again pre').textContent()).replace(/^rolepack /, `${process.execPath} '${BIN}' `).replace('SNAPSHOT', `'${snapshot}'`)
      const { stdout } = spawnSync('sh', ['-c', command.replace(' explain ', ' explain --json ')], { encoding: 'utf8' })
      assert.equal(JSON.parse(stdout).reason, await page.locator('.reason').textContent(), command)
    }
  })
  await rm(directory, { recursive: true })
})

test('eight thousand people are searched, and only those in sight are there', async () => {
  await open(on, '#/person', async (page) => {
    const users = Array.from({ length: 8_000 }, (_, at) => ({ id: `u${at}`, name: `Person ${at}`, roles: at % 3 ? [] : ['clerk'] }))
    await give(page, 'many.json', Buffer.from(JSON.stringify({ organization: { id: 'many' }, permissions: [{ key: 'sell' }], roles: [{ id: 'clerk', permissions: ['sell'] }], users })))
    await page.locator('.masthead .where', { hasText: 'many.json' }).waitFor()
    await visit(page, '#/person')
    assert.equal(await page.locator('.table').getAttribute('aria-rowcount'), '8001')
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
    await page.locator('.table .who', { hasText: 'Person 7999' }).waitFor()
    assert.ok((await page.locator('.table [data-index]').count()) < 80)
    await page.getByLabel('Name, job, e-mail or id').fill('1234')
    await page.locator('.tally', { hasText: /^1 row$/ }).waitFor()
    assert.equal(await page.locator('.table .who').first().textContent(), 'Person 1234')
    await visit(page, '#/permission/sell')
    assert.equal(await page.locator('.holders h2 .figures').textContent(), '2,667')
    assert.equal((await csv(page)).lines.length, 2_668)
  })
})

test('everybody of the sample is listed, and narrowed to teams, roles and levels', async () => {
  await look(on, '#/person', async (page) => {
    assert.equal(await page.locator('.tally').textContent(), `${USERS.length} rows`)
    const ids = async () => (await csv(page)).lines.slice(1).map((line) => line.split(',')[1]).sort()
    const of = (holds) => USERS.filter(holds).map(({ id }) => id).sort()
    await visit(page, '#/person?team=line-1')
    assert.deepEqual(await ids(), of(({ teams = [] }) => teams.includes('line-1')))
    await visit(page, '#/person?state=inactive')
    assert.deepEqual(await ids(), of(({ active }) => active === false))
    await visit(page, '#/person?level=ACME%2Fplant-b&q=operator')
    assert.ok((await ids()).length > 0)
  })
})
