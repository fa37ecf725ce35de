// The buttons say what the package says, and change when the source does.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acme, answers, USERS } from './acme.mjs'
import { FLOOR, buttons, pick, shown, tick, walk } from './floor.mjs'
import { open, stage } from './stage.mjs'

const on = stage()
const allowed = (shown) => Object.fromEntries(Object.entries(shown).map(([action, { allowed }]) => [action, allowed]))

async function agrees(page, access, user, options) {
  agree(await shown(page), access, user, options)
}

function agree({ buttons, named }, access, user, options = {}) {
  const expected = answers(access, user, Object.keys(buttons), { resource: named, ...options })
  assert.deepEqual(allowed(buttons), expected, `${user} ${JSON.stringify(named)}`)
  for (const { allowed, grey, why } of Object.values(buttons)) {
    assert.equal(grey, !allowed)
    assert.match(why, /^\S.*\.$/)
    assert.equal(/\bwould\b|no role/.test(why), !allowed)
  }
}

test('every person at every place sees the buttons that the package allows', async () => {
  const access = acme()
  await open(on, FLOOR, async (page) => {
    const places = await page.locator('#place option').evaluateAll((all) => all.map(({ value }) => value))
    assert.equal(USERS.length, 60)
    // Everyone at one place, and every tenth everywhere.
    const stands = USERS.flatMap(({ id }, at) => (at % 10 ? [places[at % places.length]] : places).map((place) => [id, place]))
    for (const [at, shown] of (await walk(page, stands)).entries()) agree(shown, access, stands[at][0])
    // And as by hand.
    await pick(page, 'munoz')
    await page.selectOption('#place', 'b-bay-1')
    await agrees(page, access, 'diego@acme.example')
  })
})

test('a kiosk badge and presented groups change the answers', async () => {
  const access = acme()
  await open(on, FLOOR, async (page) => {
    await page.getByLabel('Kiosk badge').check()
    await agrees(page, access, 'diego@acme.example', { accessMethod: 'slideIn' })
    assert.equal((await buttons(page))['acme/shiftHandover:add'].allowed, true)
    await page.getByLabel('Own login').check()
    await tick(page, 'group', 'okta:MES-Supply-Chain')
    await agrees(page, access, 'diego@acme.example', { identityGroups: { okta: ['MES-Supply-Chain'] } })
  })
})

test('a tick changes the source, which is packed, loaded and asked', async () => {
  await open(on, FLOOR, async (page) => {
    const before = await buttons(page)
    assert.equal(before.updateRun.allowed, false)
    await tick(page, 'role', 'lead-operator')
    const given = acme((users) => users.map((user) => (user.id === 'diego@acme.example' ? { ...user, roles: ['lead-operator'] } : user)))
    await agrees(page, given, 'diego@acme.example')
    assert.equal((await buttons(page)).updateRun.allowed, true)
    assert.equal(await page.locator('.readouts dd').first().textContent(), '2')
    assert.match(await page.locator('.changes').textContent(), /users\.json · diego@acme\.example\+ roles: "lead-operator"/)
    assert.match(await page.locator('.news').textContent(), /^Gave Lead Operator to Diego Muñoz: \d+ more\.$/)
    assert.equal(await page.locator('.gated[data-turned="opened"][data-action="updateRun"]').count(), 1)

    await tick(page, 'team', 'line-1')
    const moved = acme((users) => users.map((user) => (user.id === 'diego@acme.example' ? { ...user, roles: ['lead-operator'], teams: [] } : user)))
    await agrees(page, moved, 'diego@acme.example')

    await page.getByRole('button', { name: 'Put back' }).click()
    assert.deepEqual(await buttons(page), before)
    assert.match(await page.locator('.changes').textContent(), /as it was written/)
  })
})

test('a tick taken back leaves no trace, levels and times included', async () => {
  await open(
    on,
    '#/shop-floor?person=rashid@acme.example&place=b-bay-1',
    async (page) => {
      const before = await buttons(page)
      await tick(page, 'role', 'lead-operator')
      assert.match(await page.locator('.changes').textContent(), /− roles: .*plant-a.*\n− roles: .*plant-b/)
      await tick(page, 'role', 'lead-operator')
      assert.match(await page.locator('.changes').textContent(), /as it was written/)
      assert.deepEqual(await buttons(page), before)
    },
  )
})

test('a source that does not pack is shown at its lines, and the station keeps the last snapshot', async () => {
  await open(on, FLOOR, async (page) => {
    const before = await buttons(page)
    await page.getByLabel('Roles of').selectOption({ label: 'the team Line 1, injectors' })
    await tick(page, 'role', 'admin')
    const refused = page.getByRole('alert')
    await refused.waitFor()
    assert.match(await refused.textContent(), /does not pack.*runs on snapshot 1.*the system role admin.*teams\.json:\d+:\d+/s)
    assert.equal(await refused.locator('mark').textContent(), '"admin"')
    assert.deepEqual(await buttons(page), before)
    await refused.getByRole('button', { name: 'Take the change back' }).click()
    assert.equal(await refused.count(), 0)
    assert.deepEqual(await buttons(page), before)
  })
})

test('pressing an allowed button leaves a line in the log, a grey one does nothing', async () => {
  await open(on, FLOOR, async (page) => {
    await page.getByLabel('Torque, N·m').fill('44.6')
    await page.locator('[data-action="updateRunStepFieldValue"] button').click()
    await page.locator('[data-action="updateRun"] button').click({ force: true })
    await page.locator('[data-action="createIssue"] button').press('Enter')
    const lines = await page.locator('.log li .did').allTextContents()
    assert.deepEqual(lines, ['Diego Muñoz: File an issue', 'Diego Muñoz: Fill in a field of a run step (44.6 N·m)'])
  })
})
