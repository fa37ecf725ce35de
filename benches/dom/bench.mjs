// Prints how long `rolepack/dom` takes for 1,000 elements, in Chromium: from the call to its return, and for the browser to style and lay out what changed.
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { pack } from 'rolepack/author'
import { Access } from 'rolepack/full'

const ELEMENTS = 1000
const TURNS = 60
const PAGES = 9
const here = fileURLToPath(new URL('.', import.meta.url))

const numbers = Array.from({ length: 40 }, (_, at) => at)
const granted = (odd) => numbers.filter((at) => at % 2 === odd).flatMap((at) => [`plain${at}`, { permission: `permission${at}`, rights: ['change'] }])
const source = {
  organization: { id: 'acme' },
  permissions: numbers.flatMap((at) => [{ key: `plain${at}` }, { key: `permission${at}`, rights: ['view', 'change'] }]),
  roles: [{ id: 'some', permissions: granted(1) }, { id: 'others', permissions: granted(0) }],
  accessLevels: [{ key: 'a', company: 'ACME', description: 'A', locations: ['A'] }],
  users: ['some', 'others'].map((id) => ({ id, roles: [{ role: id, within: 'a' }] })),
}
const whole = Access.load(pack(source).bytes)
const slices = ['some', 'others'].map((user) => Access.load(whole.slice(user), { slice: true }).serialize())

/** What an element asks, and what becomes of it where that is denied: of half of the permissions; of a right of theirs at a place, of a quarter of the other half as well. */
const WAYS = {
  'hide, a permission alone': (at) => `data-can="plain${at % 40}"`,
  'hide, a right at a place': asking,
  'disable, a right at a place': (at) => `${asking(at)} data-can-else="disable"`,
  'explain, a right at a place': (at) => `${asking(at)} data-can-else="explain"`,
}

function asking(at) {
  return `data-can="permission${at % 40}" data-can-right="change" data-can-resource-location="${at % 4 ? 'A' : 'B'}"`
}

const page = (way) => {
  const buttons = Array.from({ length: ELEMENTS }, (_, at) => `<li><button ${WAYS[way](at)}>Button ${at}</button></li>`)
  return `<!doctype html><html lang="en"><title>bench</title><ul>${buttons.join('')}</ul>`
}

const { outputFiles: [{ text: code }] } = await build({
  stdin: { contents: "export { Access } from 'rolepack'\nexport { gatePage } from 'rolepack/dom'", resolveDir: here },
  bundle: true, minify: true, format: 'iife', globalName: 'rolepack', platform: 'browser', target: 'es2022', write: false,
})
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
const median = (times) => times.sort((one, other) => one - other)[times.length >> 1]

const rows = []
for (const way of Object.keys(WAYS)) {
  const first = []
  let tab
  for (let turn = 0; turn < PAGES; turn++) {
    await tab?.close()
    tab = await browser.newPage()
    await tab.setContent(page(way))
    await tab.evaluate(`${code}; globalThis.rolepack = rolepack`)
    const time = await tab.evaluate((slice) => {
      const access = rolepack.Access.load(slice, { slice: true })
      document.body.offsetHeight
      const began = performance.now()
      globalThis.gated = rolepack.gatePage(access)
      return performance.now() - began
    }, slices[0])
    first.push(time)
  }
  const count = async () => Object.fromEntries((await client.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
  const client = await tab.context().newCDPSession(tab)
  await client.send('Performance.enable')
  const before = await count()
  // What changes sides: three quarters of all.
  const changes = await tab.evaluate(
    ([slices, turns]) => {
      const accesses = slices.map((slice) => rolepack.Access.load(slice, { slice: true }))
      const times = []
      for (let turn = 1; turn <= turns; turn++) {
        const began = performance.now()
        gated.hold(accesses[turn % 2])
        const called = performance.now()
        document.body.offsetHeight
        times.push([called - began, performance.now() - called])
      }
      return times
    },
    [slices, TURNS],
  )
  const after = await count()
  const laid = (after.LayoutCount - before.LayoutCount) / TURNS
  rows.push([way, median(first), median(changes.map(([call]) => call)), median(changes.map(([, rest]) => rest)), laid])
  await tab.close()
}
await browser.close()

console.log(`\n| ${ELEMENTS.toLocaleString('en')} elements, median | at first | another user | the browser’s own, after it | layouts each |\n| --- | ---: | ---: | ---: | ---: |`)
for (const [way, first, call, rest, laid] of rows) console.log(`| ${way} | ${first.toFixed(2)} ms | ${call.toFixed(2)} ms | ${rest.toFixed(2)} ms | ${laid.toFixed(1)} |`)
