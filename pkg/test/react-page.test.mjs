// `rolepack/react` in Chromium: the server's page taken over, snapshots swapped, renders counted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { installWith } from './installed-with.mjs'
import { pagesWith } from './page.mjs'
import { REACT } from './react-versions.mjs'
import { organization } from './suite/organization.mjs'

const folder = installWith(REACT)
const app = `
import { createElement as h } from 'react'
import { AccessProvider, Can, useCan } from 'rolepack/react'
export const counts = {}
export function Told({ permission, of, name = permission }) {
  counts[name] = (counts[name] ?? 0) + 1
  const { allowed, pending } = useCan(permission, of)
  return h('p', { id: name }, pending ? 'wait' : allowed ? 'yes' : 'no')
}
// The resource is written in place, as people do.
export const App = (props) => h(AccessProvider, props,
  h(Told, { permission: 'createRun' }), h(Told, { permission: 'closeRun' }), h(Told, { permission: 'tax', of: { right: 'add', resource: { location: 'A' } } }),
  h(Can, { permission: 'closeRun', resource: { location: 'B' }, pending: h('i', null, 'wait'), fallback: h('i', null, 'no') }, h('b', null, 'yes')))
`
writeFileSync(join(folder, 'app.mjs'), app)
writeFileSync(join(folder, 'server.mjs'), "export * from './app.mjs'\nexport { renderToString } from 'react-dom/server'\nexport { createElement as h } from 'react'\nexport { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\n")
const { App, renderToString, h, pack, Access } = await import(pathToFileURL(join(folder, 'server.mjs')))
const open = await pagesWith(folder, `
export * from './app.mjs'
export { createElement as h, Fragment, StrictMode, useEffect, useState } from 'react'
export { createRoot, hydrateRoot } from 'react-dom/client'
export { flushSync } from 'react-dom'
export { Access } from 'rolepack'
export { fromBytes } from 'rolepack/live'
export { AccessProvider, Can, useCan, useUser } from 'rolepack/react'
`)

const sliceOf = (user, change = {}, options = {}) => {
  const whole = Access.load(pack({ ...organization, ...change }, options).bytes)
  return Access.load(whole.slice(user), { slice: true }).serialize()
}
const ada = sliceOf('ada', {}, { sequence: 1 })
// As before, but that nobody leads.
const later = sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] }, { sequence: 2 })
const noor = sliceOf('noor', {}, { sequence: 2 })

for (const strict of [false, true]) {
  test(`the page of the server is taken over as it is${strict ? ', in strict mode' : ''}`, async () => {
    for (const access of [ada, undefined]) {
      const markup = renderToString(h(App, { access }))
      const page = await open(`<div id="root">${markup}</div>`)
      const found = await page.evaluate(async ([access, strict]) => {
        const root = document.getElementById('root')
        const before = root.innerHTML
        const [first, errors] = [root.firstElementChild, []]
        const { h, App, StrictMode, hydrateRoot } = ui
        hydrateRoot(root, strict ? h(StrictMode, null, h(App, { access })) : h(App, { access }), { onRecoverableError: (error) => errors.push(String(error)) })
        await new Promise((done) => setTimeout(done, 100))
        return { same: root.innerHTML === before, kept: root.firstElementChild === first, errors, text: root.textContent, counts: ui.counts }
      }, [access, strict])
      assert.deepEqual([found.same, found.kept, found.errors, found.text], [true, true, [], access ? 'yesyesyesyes' : 'waitwaitwaitwait'])
      if (!strict) assert.deepEqual(found.counts, { createRun: 1, closeRun: 1, tax: 1 })
      page.quiet()
    }
  })
}

test('what expired after the server rendered it is taken over as it is, and denied at once', async () => {
  const expires = Date.now() + 60_000
  const access = sliceOf('ada', {}, { expires })
  const markup = renderToString(h(App, { access }))
  for (const expired of [false, true, 'before']) {
    const page = await open(`<div id="root">${markup}</div>`)
    const found = await page.evaluate(async ([access, expires, expired]) => {
      const root = document.getElementById('root')
      const [errors, counts] = [[], []]
      const now = Date.now
      if (expired) Date.now = () => now() + 60_001
      if (expired === 'before') Object.defineProperty(performance, 'timeOrigin', { value: expires })
      const { h, App, Told, AccessProvider, hydrateRoot, useUser, useEffect } = ui
      const See = () => {
        const user = useUser()
        useEffect(() => void counts.push([user.can('createRun'), user.error?.code]))
        return null
      }
      hydrateRoot(root, h(ui.Fragment, null, h(App, { access }), h(AccessProvider, { access }, h(See))), { onRecoverableError: (error) => errors.push(String(error)) })
      await new Promise((done) => setTimeout(done, 100))
      return { agreed: errors.length === 0, text: root.textContent, counts: counts.at(-1).map(String) }
    }, [access, expires, expired])
    assert.deepEqual(found, { agreed: expired !== 'before', text: expired ? 'nononono' : 'yesyesyesyes', counts: expired ? ['false', 'expired'] : ['true', 'undefined'] })
    if (found.agreed) page.quiet()
  }
})

test('what the server rendered while it was loading is taken over as that', async () => {
  const page = await open(`<div id="root">${renderToString(h(App, { access: Promise.resolve(ada) }))}</div>`)
  const found = await page.evaluate(async (ada) => {
    const root = document.getElementById('root')
    const errors = []
    const { h, App, hydrateRoot } = ui
    hydrateRoot(root, h(App, { access: Promise.resolve(ada) }), { onRecoverableError: (error) => errors.push(String(error)) })
    await new Promise((done) => setTimeout(done, 100))
    return { errors, text: root.textContent }
  }, ada)
  assert.deepEqual(found, { errors: [], text: 'yesyesyesyes' })
  page.quiet()
})

/** Renders the app with each of these props in turn, and tells what was shown, and the renders that it took. */
async function shown(...turns) {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (turns) => {
    const { h, App, createRoot, flushSync, counts } = ui
    const root = createRoot(document.getElementById('root'))
    const wait = () => new Promise((done) => setTimeout(done, 20))
    // The same children: what they render is then their own doing.
    let set
    const children = []
    function Outer() {
      const [props, change] = ui.useState(turns[0])
      set = change
      return h(ui.AccessProvider, props, children)
    }
    children.push(...['createRun', 'closeRun', 'visit'].map((permission) => h(ui.Told, { key: permission, permission })))
    const all = []
    root.render(h(Outer))
    for (const props of turns) {
      for (const name of Object.keys(counts)) counts[name] = 0
      if (set) flushSync(() => set(props))
      const at = document.getElementById('root').textContent
      await wait()
      all.push([at || undefined, document.getElementById('root').textContent, { ...counts }])
    }
    return all
  }, turns)
  page.quiet()
  return found
}

test('a new snapshot renders anew what changed, and nothing else', async () => {
  const [, swapped, again] = await shown({ access: ada }, { access: later }, { access: `${later}` })
  assert.deepEqual(swapped, ['yesnono', 'yesnono', { createRun: 0, closeRun: 1, visit: 0 }])
  assert.deepEqual(again[2], { createRun: 0, closeRun: 0, visit: 0 })
})

test('a change of account answers for nobody else, and is loading until it is known', async () => {
  const [, waiting, other, refused] = await shown({ access: ada }, {}, { access: noor }, { access: ada, user: 'noor' })
  assert.deepEqual([waiting[0], other[0], refused[0]], ['waitwaitwait', 'nonono', 'nonono'])
})

test('no render is made from the answers of the one before', async () => {
  const page = await open('<div id="root"></div>')
  const seen = await page.evaluate(async ([ada, noor, elsewhere]) => {
    const { h, createRoot, flushSync, useCan, useEffect, AccessProvider } = ui
    const seen = []
    const See = ({ who }) => {
      const { allowed } = useCan('createRun')
      useEffect(() => void seen.push(`${who} effect ${allowed}`))
      seen.push(`${who} render ${allowed}`)
    }
    const root = createRoot(document.getElementById('root'))
    for (const [who, access] of [['ada', ada], ['noor', noor], ['ada', ada], ['elsewhere', elsewhere]]) flushSync(() => root.render(h(AccessProvider, { access }, h(See, { who }))))
    await new Promise((done) => setTimeout(done, 20))
    return seen
  }, [ada, noor, sliceOf('ada', { organization: { id: 'elsewhere' }, users: [{ id: 'ada', roles: [] }] })])
  assert.ok(seen.includes('elsewhere effect false') && seen.includes('ada render true') && seen.includes('noor effect false'))
  assert.deepEqual(seen.filter((line) => /^(noor|elsewhere) .* true/.test(line)), [])
  page.quiet()
})

test('a snapshot that is swapped under the same sequence is seen by whoever asks several questions', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async ([ada, later]) => {
    const { h, createRoot, flushSync, Access, useUser, AccessProvider } = ui
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    let bytes = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    const See = () => h('p', null, useUser().permissions().join())
    const root = document.getElementById('root')
    flushSync(() => createRoot(root).render(h(AccessProvider, { access: live }, h(See))))
    const before = root.textContent
    bytes = bytesOf(later)
    await live.refresh()
    await new Promise((done) => setTimeout(done, 20))
    return [before, root.textContent]
  }, [sliceOf('ada'), sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] })])
  assert.deepEqual(found, ['closeRun,createRun,größe,read/runs,tax', 'createRun,größe,tax'])
  page.quiet()
})

test('a LiveAccess is followed, and a promise; what is closed, refused or expired is told at once', async () => {
  const page = await open('<div id="root"></div>')
  const expires = Date.now() + 60_000
  const found = await page.evaluate(async ([ada, later, expiring]) => {
    const { h, createRoot, flushSync, counts, Access, fromBytes, Told, AccessProvider } = ui
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const place = document.getElementById('root')
    const root = createRoot(place)
    const show = (access) => flushSync(() => root.render(h(AccessProvider, { access }, h(Told, { permission: 'closeRun' }))))
    const wait = (time = 50) => new Promise((done) => setTimeout(done, time))
    const all = []
    let bytes = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    show(live)
    all.push(place.textContent)
    bytes = bytesOf(later)
    await live.refresh()
    await wait()
    all.push(place.textContent)
    const other = await Access.open({ fetch: async () => ({ bytes: bytesOf(ada) }) }, { slice: true })
    show(other)
    all.push(place.textContent)
    other.close()
    await wait()
    all.push(place.textContent)
    for (const promise of [async () => ada, () => Promise.reject(new Error('no network')), async () => undefined]) {
      show(promise())
      all.push(place.textContent)
      await wait()
      all.push(place.textContent)
    }
    // A timer at the time that the slice says.
    const now = Date.now
    const real = setTimeout
    let ring
    globalThis.setTimeout = (callback, time, ...rest) => (time > 4_000 ? ((ring = callback), 0) : real(callback, time, ...rest))
    show(expiring)
    await wait()
    all.push(place.textContent)
    Date.now = () => now() + 60_001
    ring()
    await wait()
    all.push(place.textContent)
    return all
  }, [ada, later, sliceOf('ada', {}, { expires })])
  assert.deepEqual(found, ['yes', 'no', 'yes', 'no', 'wait', 'yes', 'wait', 'no', 'wait', 'no', 'yes', 'no'])
  page.quiet()
})
