// Prints how the console does with 100,000 people, in Chromium: how long a key takes to show its result, the longest task while scrolling, and how long opening takes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { serve } from '../test/server.mjs'
import { visit } from '../test/stage.mjs'
import { longest, measure, shown } from './measure.mjs'
import { snapshot, source } from './organisation.mjs'

const PEOPLE = Number(process.env.BENCH_USERS ?? 100_000)
const PATIENCE = { timeout: 120_000 }
/** Typed and taken back again, a key at a time. */
const NAMES = ['lindq', 'jurgen mu', 'user0423', 'site 7', 'zzz']
const FINDS = [
  ['People, the search', '#/person', 'Name, job, e-mail or id', [...NAMES, 'operator']],
  ['People of a role, the search', '#/person?role=duty-7', 'Name, job, e-mail or id', NAMES],
  ['Permissions, the search', '#/permission', 'Title, key or feature area', ['run step', 'purch', 'create', 'zzz']],
  ['One permission, among its holders', '#/permission/createRun', 'Among those who hold it', NAMES],
  ['Find, from anywhere', '#/snapshot', 'Find a person, permission or role', [...NAMES, 'createrun', 'duty']],
  ['Why?, the person', '#/why', 'Person', NAMES],
  ['Why?, the permission', '#/why', 'Permission', ['run step', 'purch']],
  ['Review by team, the search', '#/review/team', 'Find one', ['site 7', 'crew 3']],
  ['Compare, the search', '#/compare', 'Person, group, permission or role', ['lindqvist', 'duty 7']],
]
const SCROLLS = [
  ['People', '#/person'],
  ['People of a role', '#/person?role=duty-7'],
  ['Permissions', '#/permission'],
  ['Holders of a permission', '#/permission/createRun'],
  ['Holders of a permission at a place', '#/permission/createRun?at.location=SITE-7-BAY-2'],
  ['Review of a role', '#/review/role?of=%3Dduty-7'],
]

const folder = mkdtempSync(join(tmpdir(), 'rolepack-'))
const [file, later] = ['large.rolepack', 'later.rolepack'].map((name) => join(folder, name))
const bytes = snapshot(source(PEOPLE))
writeFileSync(file, bytes)
writeFileSync(later, snapshot(source(PEOPLE, true)))
const server = await serve()
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.addInitScript(measure)
  await page.goto(`${server.url}#/snapshot`)
  await page.locator('.view').waitFor()
  const opened = await open(page)
  console.log(`\n${PEOPLE.toLocaleString('en')} people in ${(bytes.length / 2 ** 20).toFixed(1)} MiB: open after ${ms(opened.time)}; longest task ${task(opened)}.`)
  await visit(page, '#/compare')
  await page.getByLabel('pick files').setInputFiles(later)
  await page.locator('.sum-up').waitFor(PATIENCE)
  console.log('\n| from a key to its result | keys | median, aim 50 ms | worst |\n| --- | ---: | ---: | ---: |')
  for (const [what, hash, field, texts] of FINDS) {
    const times = await typed(page, hash, field, texts)
    console.log(`| ${what} | ${times.length} | ${ms(times[times.length >> 1])} | ${ms(times.at(-1))} |`)
  }
  console.log('\n| longest task | coming there | by the wheel, aim 100 ms | far jumps, aim 100 ms |\n| --- | ---: | ---: | ---: |')
  for (const [what, hash] of SCROLLS) {
    const { coming, wheel, jumps } = await scrolled(page, hash)
    console.log(`| ${what} | ${task(coming)} | ${task(wheel)} | ${task(jumps)} |`)
  }
  console.log('\nOf a task: by the clock, and in parentheses what the longest took of the processor, which other work does not prolong.')
} finally {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true })
}

async function open(page) {
  let time
  const tasks = await longest(page, async () => {
    await page.getByLabel('pick files').setInputFiles(file)
    await page.locator('.masthead .where', { hasText: 'large.rolepack' }).waitFor(PATIENCE)
    time = await shown(page, 400)
  })
  return { time, ...tasks }
}

/** The times of all keys, the least first. */
async function typed(page, hash, field, texts) {
  await visit(page, '#/snapshot')
  await visit(page, hash)
  const input = page.getByRole('combobox', { name: field, exact: true }).or(page.getByRole('searchbox', { name: field, exact: true }))
  await input.click(PATIENCE)
  const times = []
  for (const text of texts) {
    for (const key of [...text, ...Array.from(text, () => 'Backspace')]) {
      await page.keyboard.press(key)
      times.push(await shown(page))
    }
  }
  return times.sort((one, other) => one - other)
}

async function scrolled(page, hash) {
  await visit(page, '#/snapshot')
  const coming = await longest(page, async () => {
    await visit(page, hash)
    await page.locator('.table').waitFor(PATIENCE)
  })
  await page.mouse.move(640, 500)
  const wheel = await longest(page, async () => {
    for (let turn = 0; turn < 60; turn++) {
      await page.mouse.wheel(0, turn % 20 < 15 ? 900 : -700)
      await page.waitForTimeout(16)
    }
  })
  const jumps = await longest(page, async () => {
    for (let turn = 0; turn < 40; turn++) {
      await page.evaluate((part) => scrollTo(0, document.body.scrollHeight * part), ((turn * 617) % 1000) / 1000)
      await page.waitForTimeout(16)
    }
  })
  return { coming, wheel, jumps }
}

function ms(time) {
  return time < 1000 ? `${Math.round(time)} ms` : `${(time / 1000).toFixed(1)} s`
}

function task({ clock, processor }) {
  return `${ms(clock)} (${ms(processor)})`
}
