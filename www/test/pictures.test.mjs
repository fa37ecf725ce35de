// Pictures: what is drawn is what the module answers, in any theme and width, and what happens where it cannot be drawn.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diff, unpack } from 'rolepack/author'
import { acme, packed, USERS } from './acme.mjs'
import { fits, look, open, PHONE, stage, visit, WIDE } from './stage.mjs'

const on = stage()
const access = acme()
const { permissions, roles: ROLES } = unpack(packed()).document
/** What is said of each bar, by its name. */
const said = async (page) => {
  const label = await page.locator('.plot .plotted').getAttribute('aria-label')
  return new Map(label.slice(label.indexOf('. ') + 2).split('; ').map((part) => /^(.*): (.*)$/.exec(part).slice(1)))
}
/** How wide the bars of a colour are, the uppermost first. */
const widths = (page, at) => page.locator('.plot .plotted').evaluate((svg, at) => {
  const bars = [...svg.querySelectorAll('rect')].filter((rect) => rect.getAttribute('fill') === at)
  return bars.sort((one, other) => one.getAttribute('y') - other.getAttribute('y')).map((rect) => Number(rect.getAttribute('width')))
}, at)

test('every cell is drawn as the module grants it', async () => {
  await look(on, '#/role?zoom=all', async (page) => {
    await page.locator('.block .plotted').first().waitFor()
    // On paper stand all of them.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.waitForFunction(() => document.querySelectorAll('.matrix .row').length > 500)
    assert.equal(await page.locator('.block:not(:has(.plotted))').count(), 0)
    const drawn = await page.evaluate(() => {
      const roles = [...document.querySelectorAll('.headings a')].map((a) => decodeURIComponent(a.getAttribute('href').split('/').pop()))
      return [...document.querySelectorAll('.block')].flatMap((block) => {
        const rows = [...block.querySelectorAll('.row-name')].map((name) => ({ key: name.getAttribute('href')?.split('/').slice(2).map(decodeURIComponent).join('/'), name: name.title, cells: {} }))
        const svg = block.querySelector('svg')
        const [wide, high] = [svg.getAttribute('width') / roles.length, svg.getAttribute('height') / rows.length]
        for (const rect of svg.querySelectorAll('rect')) {
          const [x, y, width] = ['x', 'y', 'width'].map((name) => Number(rect.getAttribute(name)))
          const colour = rect.getAttribute('fill') ?? rect.parentElement.getAttribute('fill')
          const at = (x + width / 2) / wide
          ;(rows[Math.floor(y / high)].cells[roles[Math.floor(at)]] ??= []).push([at % 1, colour])
        }
        return rows
      })
    })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    const catalogue = new Map(permissions.map((permission) => [permission.key, permission]))
    let compared = 0
    for (const { key, cells } of drawn.filter(({ key }) => key)) {
      const { rights = [] } = catalogue.get(key)
      const granting = (rights.length ? rights : [undefined]).map((right) => ['login', 'slideIn'].flatMap((accessMethod) => access.explain('stranger', key, { accessMethod, ...(right && { right }) }).wouldGrant))
      for (const { id: role } of ROLES) {
        const expected = granting.map((by) => by.includes(role))
        const parts = (cells[role] ?? []).sort(([one], [other]) => one - other).map(([, colour]) => colour === 'var(--share-5)')
        assert.deepEqual(parts, expected.includes(true) ? expected : [], `${key} ${role}`)
        compared++
      }
    }
    assert.ok(compared > 3_000, String(compared))
  })
})

test('bars are as long as what the module answers', async () => {
  await look(on, '#/person/ada%40acme.example', async (page) => {
    await page.locator('.plotted').waitFor()
    await page.getByRole('button', { name: /^All / }).click()
    const held = access.effective('ada@acme.example').groups.map(({ grants }) => grants.length).filter(Boolean).sort((a, b) => b - a)
    await page.waitForFunction((count) => document.querySelectorAll('.plotted rect[fill="var(--enamel-ink)"]').length === count, held.length)
    assert.deepEqual([...(await said(page)).values()].map((text) => Number(text.split(' ')[0])), held)
    const drawn = await widths(page, 'var(--enamel-ink)')
    const unit = (drawn[0] + 0.5) / held[0]
    for (const [at, width] of drawn.entries()) assert.ok(Math.abs(width + 0.5 - held[at] * unit) < 0.5, `${at}: ${width}`)

    await visit(page, '#/level?tab=places&dimension=location&permission=createIssue')
    await page.locator('.plotted').waitFor()
    const places = await said(page)
    assert.equal(places.size, 10)
    for (const [location, count] of places) assert.equal(Number(count), access.whoCan('createIssue', { resource: { location } }).length, location)
    assert.equal(await page.locator('.plotted').getAttribute('role'), 'group')
    const [first] = places.keys()
    await page.getByRole('link', { name: first, exact: true }).first().click()
    await page.waitForURL(/tab=place&/)
  })
})

test('what was gained and lost is drawn to either side', async () => {
  const users = (all) => [...all.filter(({ id }) => id !== 'diego@acme.example'), { id: 'new', roles: ['operator'] }]
  await look(on, '#/compare?newer=yes', async (page) => {
    await page.getByLabel('pick files').setInputFiles([{ name: 'new.rolepack', mimeType: 'application/octet-stream', buffer: Buffer.from(packed(users)) }])
    await page.locator('.plotted').waitFor()
    const areas = new Map(permissions.map(({ key, permissionGroup }) => [key, permissionGroup]))
    const counts = { gained: new Map(), lost: new Map() }
    for (const effect of diff(packed(), packed(users)).effects) {
      for (const side of ['gained', 'lost']) {
        for (const { permission } of (effect[side] ?? []).flatMap(({ grants }) => grants)) {
          const area = areas.get(permission)
          counts[side].set(area, (counts[side].get(area) ?? 0) + effect.users.length)
        }
      }
    }
    const more = page.getByRole('button', { name: /^All / })
    if (await more.count()) await more.click()
    await page.waitForFunction((count) => document.querySelectorAll('.plotted rect[fill="var(--bad)"], .plotted rect[fill="var(--enamel-ink)"]').length === count, counts.gained.size + counts.lost.size)
    const sides = (sign) => said(page).then((bars) => [...bars.values()].map((text) => Number(new RegExp(`[${sign}](\\d+)`).exec(text)?.[1] ?? 0)).filter(Boolean).sort((a, b) => a - b))
    assert.deepEqual(await sides('+'), [...counts.gained.values()].sort((a, b) => a - b))
    assert.deepEqual(await sides('−'), [...counts.lost.values()].sort((a, b) => a - b))
  })
})

test('another theme needs no other drawing, another width does', async () => {
  await look(on, '#/person/ada%40acme.example', async (page) => {
    const bar = await page.locator('.plotted rect[fill="var(--enamel-ink)"]').first().elementHandle()
    const colour = () => bar.evaluate((bar) => getComputedStyle(bar).fill)
    const light = await colour()
    await page.emulateMedia({ colorScheme: 'dark' })
    assert.notEqual(await colour(), light)
    assert.equal(await bar.evaluate((bar) => bar.isConnected), true)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(PHONE)
    await page.waitForFunction(() => document.querySelector('.plotted').getAttribute('width') < 400)
    await fits(page)
    await page.setViewportSize(WIDE)
    await page.waitForFunction(() => document.querySelector('.plotted').getAttribute('width') > 600)
  })
})

test('where what draws cannot be fetched, all else goes on, and it is asked for again', async () => {
  const chunk = '**/plot-library-*.js'
  await open(
    on,
    '#/snapshot',
    async (page) => {
      await page.route(chunk, (route) => route.abort())
      await visit(page, '#/role')
      await page.getByRole('alert').getByText('could not be fetched').waitFor()
      await page.getByLabel('as a table').check()
      await page.locator('.table .body [role="row"]').first().waitFor()
      await visit(page, '#/person/ada%40acme.example')
      await page.getByRole('alert').getByText('could not be fetched').waitFor()
      assert.ok((await page.locator('.area').count()) > 10)
      await fits(page)
      await page.unroute(chunk)
      await page.getByRole('button', { name: 'Try again' }).click()
      await page.locator('.plotted').waitFor()
    },
    { expected: /Failed to load resource|ERR_FAILED|dynamically imported module/ },
  )
})
