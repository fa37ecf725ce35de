// `rolepack/svelte` in Chromium: the server's page taken over, snapshots swapped, what runs counted.
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { installWith } from './installed-with.mjs'
import { pagesWith } from './page.mjs'
import { organization } from './suite/organization.mjs'
import { svelte } from './svelte-compiled.mjs'
import { SVELTE } from './svelte-versions.mjs'

const folder = installWith(SVELTE)
cpSync(fileURLToPath(new URL('svelte', import.meta.url)), folder, { recursive: true })
writeFileSync(join(folder, 'server.mjs'), "export { render } from 'svelte/server'\nexport { default as App } from './App.svelte'\nexport { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\n")
await build({ absWorkingDir: folder, entryPoints: ['server.mjs'], outdir: 'server', bundle: true, splitting: true, format: 'esm', outExtension: { '.js': '.mjs' }, platform: 'node', conditions: ['svelte'], plugins: [svelte('server')] })
const { render, App, pack, Access } = await import(pathToFileURL(join(folder, 'server/server.mjs')))
const open = await pagesWith(
  folder,
  `
export { default as App } from './App.svelte'
export { default as Page } from './Page.svelte'
export { default as Outside } from './Outside.svelte'
export { propsOf } from './props.svelte.js'
export { flushSync, hydrate, mount, unmount } from 'svelte'
export { Access } from 'rolepack'
`,
  { conditions: ['svelte'], plugins: [svelte('client', { dev: true })] },
)

const sliceOf = (user, change = {}, options = {}) => {
  const whole = Access.load(pack({ ...organization, ...change }, options).bytes)
  return Access.load(whole.slice(user), { slice: true }).serialize()
}
const ada = sliceOf('ada', {}, { sequence: 1 })
// As before, but that nobody leads.
const later = sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] }, { sequence: 2 })
const noor = sliceOf('noor', {}, { sequence: 2 })
const elsewhere = sliceOf('ada', { organization: { id: 'elsewhere' }, users: [{ id: 'ada', roles: [] }] })

test('the page of the server is taken over as it is', async () => {
  for (const access of [ada, undefined]) {
    const { body } = render(App, { props: { access } })
    const page = await open(`<div id="root">${body}</div>`)
    const requests = []
    page.on('request', (request) => requests.push(request.url()))
    const found = await page.evaluate(async (access) => {
      const { App, hydrate } = ui
      const root = document.getElementById('root')
      const [before, first] = [root.innerText, root.querySelector('p')]
      const changes = []
      new MutationObserver((all) => changes.push(...all.filter(({ target, addedNodes, removedNodes }) => target.nodeType !== 3 && [...addedNodes, ...removedNodes].some(({ nodeType }) => nodeType === 1)))).observe(root, { childList: true, subtree: true })
      const counts = {}
      hydrate(App, { target: root, props: { access, counts } })
      await new Promise((done) => setTimeout(done, 100))
      return { same: root.innerText === before, kept: root.querySelector('p') === first, changes: changes.length, text: root.innerText.split(/\s+/).join(' '), counts }
    }, access)
    assert.deepEqual(found, { same: true, kept: true, changes: 0, text: access ? 'yes yes yes yes' : 'wait wait wait wait', counts: { createRun: 1, closeRun: 1, tax: 1 } })
    assert.deepEqual(requests, [])
    page.quiet()
  }
})

test('a page that is taken over after the slice has expired says no at once', async () => {
  const expires = Date.now() + 60_000
  const access = sliceOf('ada', {}, { expires })
  const { body } = render(App, { props: { access } })
  const page = await open(`<div id="root">${body}</div>`)
  const found = await page.evaluate(async ([access, expires]) => {
    const root = document.getElementById('root')
    Date.now = () => expires
    ui.hydrate(ui.App, { target: root, props: { access, counts: {} } })
    ui.flushSync()
    return [root.innerText.split(/\s+/).join(' '), ...[...root.querySelectorAll('button')].map((button) => `${button.disabled} ${button.ariaDisabled}`)]
  }, [access, expires])
  assert.deepEqual(found, ['no no no no', ...Array(3).fill('true true')])
  page.quiet()
})

/** Shows the app with each of these in turn, and tells what was shown, at once and later, and what ran. */
async function shown(...turns) {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (turns) => {
    const { App, mount, flushSync, propsOf } = ui
    const root = document.getElementById('root')
    const [counts, said] = [{}, []]
    const [props, set] = propsOf({ access: undefined, user: undefined, ...turns[0], counts, say: (text) => said.push(text) })
    const text = () => root.innerText.split(/\s+/).join(' ')
    const all = []
    for (const [at, { access, user }] of turns.entries()) {
      for (const name of Object.keys(counts)) counts[name] = 0
      said.length = 0
      if (at === 0) mount(App, { target: root, props })
      else set({ user, access })
      flushSync()
      const now = text()
      await new Promise((done) => setTimeout(done, 20))
      all.push({ now, later: text(), counts: { ...counts }, said: [...said] })
    }
    return all
  }, turns)
  page.quiet()
  return found
}

test('of a new snapshot only what changed runs again', async () => {
  const [, swapped, again, same] = await shown({ access: ada }, { access: later }, { access: `${later}` }, { access: sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] }, { sequence: 3 }) })
  assert.deepEqual(swapped, { now: 'yes no yes no', later: 'yes no yes no', counts: { createRun: 0, closeRun: 1, tax: 0 }, said: ['closeRun false'] })
  for (const turn of [again, same]) assert.deepEqual([turn.counts, turn.said], [{ createRun: 0, closeRun: 0, tax: 0 }, []])
})

test('a change of account answers for nobody else, and is loading until it is known', async () => {
  const [, waiting, other, refused] = await shown({ access: ada }, {}, { access: noor }, { access: ada, user: 'noor' })
  assert.deepEqual([waiting.now, other.now, refused.now], ['wait wait wait wait', 'no no no no', 'no no no no'])
  const turns = await shown({ access: ada }, { access: noor }, { access: ada }, { access: elsewhere })
  for (const at of [1, 3]) {
    assert.equal(turns[at].now, 'no no no no')
    assert.deepEqual(turns[at].said, ['createRun false', 'closeRun false', 'tax false'])
  }
})

test('a question that changes is asked anew, and a place that is not known yet is nowhere', async () => {
  const page = await open('<div id="root"></div>')
  const said = await page.evaluate(async (access) => {
    const { Page, mount, flushSync, propsOf } = ui
    const said = []
    const [props, set] = propsOf({ access, asked: { permission: 'createRun' }, say: (reason) => said.push(reason) })
    mount(Page, { target: document.getElementById('root'), props })
    flushSync()
    for (const asked of [{ permission: 'createRun', location: 'A' }, { permission: 'createRun', location: 'Z' }, { permission: 'visit', location: 'Z' }, { permission: 'visit', location: 'A' }]) {
      set({ asked })
      flushSync()
    }
    return said
  }, ada)
  assert.deepEqual(said, ['invalid-request', 'granted', 'out-of-scope', 'not-granted'])
  page.quiet()
})

test('a LiveAccess is followed, and a promise; what is closed, refused or expired is told at once', async () => {
  const page = await open('<div id="root"></div>')
  const expires = Date.now() + 60_000
  const found = await page.evaluate(async ([ada, later, expiring]) => {
    const { Page, mount, unmount, flushSync, Access } = ui
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const place = document.getElementById('root')
    let mounted
    const show = async (access) => {
      if (mounted) await unmount(mounted)
      mounted = mount(Page, { target: place, props: { access, can: { permission: 'closeRun' } } })
      flushSync()
    }
    const wait = (time = 50) => new Promise((done) => setTimeout(done, time))
    const all = []
    const tell = () => all.push(place.innerText.trim().split(/\s+/).join(' '))
    let bytes = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    await show(live)
    tell()
    bytes = bytesOf(later)
    await live.refresh()
    await wait()
    tell()
    const other = await Access.open({ fetch: async () => ({ bytes: bytesOf(ada) }) }, { slice: true })
    await show(other)
    tell()
    other.close()
    await wait()
    tell()
    for (const promise of [async () => ada, () => Promise.reject(new Error('no network')), async () => undefined]) {
      await show(promise())
      tell()
      await wait()
      tell()
    }
    // A timer at the time that the slice says.
    const now = Date.now
    const real = setTimeout
    let ring
    globalThis.setTimeout = (callback, time, ...rest) => (time > 4_000 ? ((ring = callback), 0) : real(callback, time, ...rest))
    await show(expiring)
    await wait()
    tell()
    Date.now = () => now() + 60_001
    ring()
    await wait()
    tell()
    return all
  }, [ada, later, sliceOf('ada', {}, { expires })])
  const no = 'false not-in-snapshot'
  assert.deepEqual(found, ['yes sure', 'false not-granted', 'yes sure', no, 'wait', 'yes sure', 'wait', no, 'wait', no, 'yes sure', no])
  page.quiet()
})

test('what nothing but a click reads is no older than the click', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async ([ada, later, expiring]) => {
    const { Page, mount, flushSync, propsOf, Access } = ui
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    let bytes = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    const all = []
    let look
    const [props, set] = propsOf({ access: live, clicked: (reader) => (look = reader) })
    mount(Page, { target: document.getElementById('root'), props })
    flushSync()
    const wait = () => new Promise((done) => setTimeout(done, 20))
    const tell = async () => {
      all.push(look())
      // Once more, when all that waits has run.
      await wait()
      all.push(look())
    }
    await tell()
    bytes = bytesOf(later)
    await live.refresh()
    await tell()
    set({ access: ada })
    await tell()
    set({ access: undefined })
    await tell()
    const other = await Access.open({ fetch: async () => ({ bytes: bytesOf(ada) }) }, { slice: true })
    set({ access: other })
    await tell()
    other.close()
    await tell()
    set({ access: expiring })
    await tell()
    // The clock alone, before any timer has rung.
    const now = Date.now
    Date.now = () => now() + 60_001
    all.push(look().slice(0, 3))
    return all
  }, [ada, later, sliceOf('ada', {}, { expires: Date.now() + 60_000 })])
  const [yes, no, none] = [[true, true, true, true, true, true], [false, false, true, false, false, true], [false, false, false, false, false, false]]
  assert.deepEqual(found, [yes, yes, no, no, yes, yes, none, none, yes, yes, none, none, yes, yes, none.slice(0, 3)])
  page.quiet()
})

test('what goes wrong later on is told, and leaves no yes on the page', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (ada) => {
    const { App, Page, mount, unmount, flushSync, propsOf } = ui
    const root = document.getElementById('root')
    const told = []
    console.error = (error) => told.push(error.constructor.name)
    const text = () => root.innerText.trim().split(/\s+/).join(' ')
    const wait = () => new Promise((done) => setTimeout(done, 20))
    const cycle = {}
    cycle.okta = cycle
    const all = []
    for (const wrong of [{ access: 7 }, { access: {} }, { user: {} }, { identityGroups: cycle }, { access: new RangeError('gone') }]) {
      const [props, set] = propsOf({ access: ada, user: undefined, identityGroups: undefined, counts: {} })
      const mounted = mount(App, { target: root, props })
      flushSync()
      all.push(text())
      set(wrong)
      flushSync()
      await wait()
      all.push(text())
      set({ access: ada, user: undefined, identityGroups: undefined })
      flushSync()
      all.push(text())
      await unmount(mounted)
    }
    const said = []
    const place = () => {
      throw new RangeError('no place')
    }
    const [props, set] = propsOf({ access: ada, asked: { permission: 'createRun', location: 'A' }, say: (reason) => said.push(reason) })
    mount(Page, { target: root, props })
    flushSync()
    set({ asked: { permission: 'createRun', get location() { return place() } } })
    flushSync()
    return { all, said, told }
  }, ada)
  assert.deepEqual(found.all, Array(5).fill(['yes yes yes yes', 'no no no no', 'yes yes yes yes']).flat())
  assert.deepEqual(found.said, ['granted', 'invalid-request'])
  assert.deepEqual(found.told, ['TypeError', 'TypeError', 'TypeError', 'TypeError', 'RangeError', 'RangeError'])
  page.quiet()
})

test('what is dropped is listened to no more', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (ada) => {
    const { App, Page, mount, unmount, flushSync, Access } = ui
    const slice = Access.load(ada, { slice: true })
    let [listening, look] = [0]
    const access = { user: (...given) => slice.user(...given), sequence: 1, current: slice, subscribe: () => (listening++, () => listening--) }
    const wait = () => new Promise((done) => setTimeout(done, 20))
    const all = []
    for (const [Component, props] of [[App, { counts: {} }], [Page, { clicked: (reader) => (look = reader) }]]) {
      const mounted = mount(Component, { target: document.getElementById('root'), props: { access, ...props } })
      flushSync()
      look?.()
      await wait()
      all.push(listening)
      await unmount(mounted)
      await wait()
      all.push(listening)
    }
    look()
    await wait()
    return [...all, listening]
  }, ada)
  assert.deepEqual(found, [1, 0, 1, 0, 0])
})

test('outside of a provider an error says what is missing', async () => {
  const page = await open('<div id="root"></div>')
  const codes = await page.evaluate(() => {
    const { Outside, mount } = ui
    return [undefined, 'useCan', 'useUser', 'useAccess'].map((use) => {
      try {
        mount(Outside, { target: document.getElementById('root'), props: { use } })
      } catch (error) {
        return [error.code, error.help]
      }
    })
  })
  assert.deepEqual(codes, Array(4).fill(['no-provider', 'put one around the page']))
})
