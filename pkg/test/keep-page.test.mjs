// `rolepack/keep` in Chromium: real tabs over IndexedDB, offline, and pages that may keep nothing.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { installWith } from './installed-with.mjs'
import { REACT } from './react-versions.mjs'
import { organization } from './suite/organization.mjs'

const folder = installWith(REACT)
writeFileSync(join(folder, 'server.mjs'), "export { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\nexport { slices } from 'rolepack/slices'\n")
const { pack, Access, slices } = await import(pathToFileURL(join(folder, 'server.mjs')))
writeFileSync(join(folder, 'page.mjs'), `
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { AccessProvider, useCan, useUser } from 'rolepack/react'
import { keep } from 'rolepack/keep'
const Told = () => {
  const { allowed, pending } = useCan('closeRun')
  const { error } = useUser()
  return pending ? 'loading' : allowed ? 'allowed' : \`denied \${error?.code}\`
}
const user = new URLSearchParams(location.search).get('user') ?? 'ada'
export const access = keep({ organization: 'acme', user, source: '/access/me', report() {} })
createRoot(document.getElementById('root')).render(h(AccessProvider, { access }, h(Told)))
`)
const { outputFiles } = await build({ absWorkingDir: folder, entryPoints: ['page.mjs'], bundle: true, format: 'iife', globalName: 'ui', platform: 'browser', target: 'es2022', write: false, define: { 'process.env.NODE_ENV': '"production"' } })

const markup = '<!doctype html><html lang="en"><title>page</title><link rel="icon" href="data:,"><p id="root"></p><script src="/page.js"></script>'

const snapshot = (sequence, change) => Access.load(pack({ ...organization, ...change }, { sequence }).bytes)
const lead = snapshot(5)
const nobodyLeads = snapshot(6, { teams: [{ id: 'line-1', roles: [] }] })
const state = { access: lead, user: 'ada', asked: [], waits: undefined }
const serve = slices({ access: () => state.access, caller: () => (state.user ? { userId: state.user } : null) })
const server = createServer(async (request, response) => {
  state.asked.push(request.headers['if-none-match'])
  await state.waits
  const answer = await serve(new Request('http://page/access/me', { headers: new Headers(Object.entries(request.headers)) }))
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
})
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
after(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
})
const at = (path = '/') => `http://127.0.0.1:${server.address().port}${path}`

/** A browser of its own, which has the page itself offline too, as by a service worker. */
async function somebody() {
  Object.assign(state, { access: lead, user: 'ada', asked: [], waits: undefined })
  const context = await browser.newContext()
  const shell = ['/', '/?user=björn', '/page.js']
  await context.route((url) => shell.includes(decodeURI(url.pathname + url.search)), async (route) => {
    const script = route.request().url().endsWith('/page.js')
    await route.fulfill(script ? { contentType: 'text/javascript', body: outputFiles[0].text } : { contentType: 'text/html; charset=utf-8', body: markup })
  })
  const tab = async (path) => {
    const page = await context.newPage()
    await page.goto(at(path))
    return page
  }
  return { context, tab }
}
const says = (page, text) => page.waitForFunction((text) => document.getElementById('root').textContent === text, text, { timeout: 10_000 })
const refresh = (page) => page.evaluate(async () => (await ui.access).refresh())
const kept = (page) => page.evaluate(() => new Promise((done, failed) => {
  const request = indexedDB.open('rolepack')
  request.onerror = failed
  request.onsuccess = () => {
    const all = request.result.transaction('slices').objectStore('slices').getAll()
    all.onsuccess = () => (request.result.close(), done(all.result))
  }
}))

test('offline the slice that was kept answers, and goes on when the network is back', async () => {
  const { context, tab } = await somebody()
  const page = await tab()
  await says(page, 'allowed')
  const [{ slice, ...rest }] = await kept(page)
  assert.deepEqual([slice, Object.keys(rest).sort()], [Buffer.from(await lead.slice('ada')).toString('base64'), ['confirmed', 'session', 'tag']])
  await context.setOffline(true)
  await page.reload()
  await says(page, 'allowed')
  assert.equal(await page.evaluate(async () => (await ui.access).failure?.code ?? (await (await ui.access).refresh(), (await ui.access).failure.code)), 'unreachable')
  state.access = nobodyLeads
  // By the event alone.
  await context.setOffline(false)
  await says(page, 'denied undefined')
  assert.deepEqual([state.asked[0], state.asked.length >= 2, typeof state.asked.at(-1)], [undefined, true, 'string'])
  await context.close()
})

test('a slice that one tab is given reaches the others, and another user none of it', async () => {
  const { context, tab } = await somebody()
  const [one, two] = [await tab(), await tab()]
  await Promise.all([one, two].map((page) => says(page, 'allowed')))
  state.access = nobodyLeads
  await refresh(one)
  await says(two, 'denied undefined')
  await context.setOffline(true)
  const other = await tab('/?user=björn')
  await says(other, 'denied no-snapshot')
  await context.close()
})

test('a sign-out is one in all tabs, in those that are under way too, and nothing is left', async () => {
  const { context, tab } = await somebody()
  const [one, two] = [await tab(), await tab()]
  await Promise.all([one, two].map((page) => says(page, 'allowed')))
  let arrive
  state.waits = new Promise((done) => (arrive = done))
  const under = refresh(two)
  while (state.asked.length < 3) await new Promise((done) => setTimeout(done, 10))
  // One that is only begun: what is kept answers, while the source is waited for.
  const third = await tab()
  await says(third, 'allowed')
  await one.evaluate(async () => (await ui.access).forget())
  await Promise.all([one, two, third].map((page) => says(page, 'denied forgotten')))
  arrive()
  await under
  state.user = undefined
  assert.deepEqual(await kept(two), [])
  await context.setOffline(true)
  await one.reload()
  await says(one, 'denied no-snapshot')
  await context.close()
})

test('whom the server signed out is shown nothing any more, in any tab, and offline neither', async () => {
  const { context, tab } = await somebody()
  const [one, two] = [await tab(), await tab()]
  await Promise.all([one, two].map((page) => says(page, 'allowed')))
  state.user = undefined
  await refresh(one)
  await Promise.all([one, two].map((page) => says(page, 'denied no-snapshot')))
  await context.setOffline(true)
  await two.reload()
  await says(two, 'denied no-snapshot')
  await context.close()
})

test("who clears the site's data is signed out", async () => {
  const { context, tab } = await somebody()
  const page = await tab()
  await says(page, 'allowed')
  const session = await context.newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: at().slice(0, -1), storageTypes: 'all' })
  await refresh(page)
  await says(page, 'denied forgotten')
  await context.close()
})

test('a page that may store nothing, or whose storage is spoilt, works without', async () => {
  for (const spoil of [
    () => Object.defineProperty(globalThis, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } }),
    () => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }),
    () => (IDBFactory.prototype.open = () => ({})),
    () => (IDBDatabase.prototype.transaction = () => { throw new DOMException('no', 'InvalidStateError') }),
    () => (globalThis.BroadcastChannel = undefined),
  ]) {
    const { context, tab } = await somebody()
    await context.addInitScript(spoil)
    const page = await tab()
    await says(page, 'allowed')
    await page.evaluate(async () => (await ui.access).forget().catch(({ code }) => code)).then((code) => assert.ok(code === undefined || code === 'not-forgotten'))
    await says(page, 'denied forgotten')
    await context.close()
  }
})
