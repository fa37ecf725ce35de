// `rolepack/vue` in Chromium: what is given followed, snapshots swapped, renders counted.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { organization } from './suite/organization.mjs'
import { ada, later, noor, open, pack, sliceOf } from './vue-app.mjs'

/** Shows the page with each of these in turn, and tells what was shown, and the renders that it took. */
async function shown(way, ...turns) {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async ([way, turns]) => {
    const { vue, counts, Told, AccessProvider, rolepack } = ui
    const { createApp, h, nextTick, shallowReactive } = vue
    const given = shallowReactive({ access: undefined, user: undefined })
    const children = () => ['createRun', 'closeRun', 'visit'].map((permission) => h(Told, { key: permission, permission }))
    Object.assign(given, turns[0])
    const app = way === 'plugin' ? createApp({ render: children }).use(rolepack, given) : createApp({ render: () => h(AccessProvider, given, children) })
    app.mount('#root')
    const all = []
    for (const { access, user } of turns) {
      for (const name of Object.keys(counts)) counts[name] = 0
      Object.assign(given, { access, user })
      await nextTick()
      all.push([document.getElementById('root').textContent, { ...counts }])
    }
    app.unmount()
    return all
  }, [way, turns])
  page.quiet()
  return found
}

for (const way of ['provider', 'plugin']) {
  test(`${way}: a new snapshot renders anew what changed, and nothing else`, async () => {
    const [, swapped, again] = await shown(way, { access: ada }, { access: later }, { access: later })
    assert.deepEqual(swapped, ['yesnono', { createRun: 0, closeRun: 1, visit: 0 }])
    assert.deepEqual(again, ['yesnono', { createRun: 0, closeRun: 0, visit: 0 }])
  })

  test(`${way}: a change of account answers for nobody else, and is loading until it is known`, async () => {
    const turns = await shown(way, { access: ada }, {}, { access: noor }, { access: ada, user: 'noor' }, { access: ada })
    assert.deepEqual(turns.map(([text]) => text), ['yesyesno', 'waitwaitwait', 'nonono', 'nonono', 'yesyesno'])
  })
}

test('a snapshot that is swapped under the same sequence is seen by whoever asks several questions', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async ([ada, later]) => {
    const { vue, Access, AccessProvider, useUser } = ui
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    let bytes = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    const See = { setup: () => ((user) => () => user.value.permissions().join())(useUser()) }
    const root = document.getElementById('root')
    vue.createApp({ render: () => vue.h(AccessProvider, { access: live }, () => vue.h(See)) }).mount(root)
    const before = root.textContent
    bytes = bytesOf(later)
    await live.refresh()
    await vue.nextTick()
    return [before, root.textContent]
  }, [sliceOf('ada'), sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] })])
  assert.deepEqual(found, ['closeRun,createRun,größe,read/runs,tax', 'createRun,größe,tax'])
  page.quiet()
})

test('no render, watcher or computed is made from the answers of the one before, nor of access and user that were never given together', async () => {
  const page = await open('<div id="root"></div>')
  const seen = await page.evaluate(async ([ada, noor, elsewhere]) => {
    const { vue, AccessProvider, Access, useCan } = ui
    const { createApp, h, nextTick, onUpdated, shallowRef, watch } = vue
    const seen = []
    const See = {
      props: ['who'],
      setup(props) {
        const { allowed } = useCan('createRun')
        for (const flush of ['sync', 'pre', 'post']) watch(allowed, (yes) => seen.push(`${props.who} ${flush} ${yes}`), { flush })
        onUpdated(() => seen.push(`${props.who} updated ${allowed.value}`))
        return () => void seen.push(`${props.who} render ${allowed.value}`)
      },
    }
    const given = shallowRef({ who: 'ada', access: ada })
    const app = createApp({ render: () => h(AccessProvider, { access: given.value.access, user: given.value.user }, () => h(See, { who: given.value.who })) })
    app.mount('#root')
    const whole = await Access.load(Uint8Array.from(atob(elsewhere), (character) => character.charCodeAt(0)))
    for (const next of [{ who: 'noor', access: noor }, { who: 'ada', access: ada }, { who: 'noor', access: noor, user: 'ada' }, { who: 'noor', access: whole, user: 'noor' }, { who: 'ada', access: whole, user: 'ada' }, { who: 'noor', access: noor, user: 'noor' }]) {
      given.value = next
      await nextTick()
    }
    return seen
  }, [ada, noor, Buffer.from(pack({ ...organization, organization: { id: 'elsewhere' } }).bytes).toString('base64')])
  assert.ok(seen.includes('ada render true') && seen.includes('noor updated false') && seen.includes('ada post true'), `${seen}`)
  // What a watcher tells at once it may tell under the name that stands there still.
  assert.deepEqual(seen.filter((line) => /^noor (render|updated|post) true/.test(line)), [])
  assert.equal(seen.filter((line) => / sync /.test(line)).length, 5)
  page.quiet()
})

test('a LiveAccess is followed, and a promise; what is closed, refused or expired is told at once', async () => {
  const page = await open('<div id="root"></div>')
  const expires = Date.now() + 60_000
  const found = await page.evaluate(async ([ada, later, expiring]) => {
    const { vue, counts, Access, Told, AccessProvider } = ui
    const { createApp, h, nextTick, shallowRef } = vue
    const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const place = document.getElementById('root')
    const given = shallowRef()
    createApp({ render: () => h(AccessProvider, { access: given.value }, () => h(Told, { permission: 'closeRun' })) }).mount(place)
    const all = []
    const show = async (access) => {
      given.value = access
      await nextTick()
      all.push(place.textContent)
    }
    const wait = async () => {
      await new Promise((done) => setTimeout(done, 20))
      all.push(place.textContent)
    }
    let served = bytesOf(ada)
    const live = await Access.open({ fetch: async () => ({ bytes: served }) }, { slice: true })
    await show(live)
    served = bytesOf(later)
    const renders = counts.closeRun
    await live.refresh()
    await wait()
    all.push(counts.closeRun - renders)
    live.close()
    await show(ada)
    const other = await Access.open({ fetch: async () => ({ bytes: bytesOf(ada) }) }, { slice: true })
    await show(other)
    other.close()
    await wait()
    for (const promise of [async () => ada, () => Promise.reject(new Error('no network')), async () => undefined]) {
      await show(promise())
      await wait()
    }
    // A timer at the time that the slice says.
    const now = Date.now
    const real = setTimeout
    let ring
    globalThis.setTimeout = (callback, time, ...rest) => (time > 4_000 ? ((ring = callback), 0) : real(callback, time, ...rest))
    await show(expiring)
    Date.now = () => now() + 60_001
    ring()
    await wait()
    return all
  }, [ada, later, sliceOf('ada', {}, { expires })])
  assert.deepEqual(found, ['yes', 'no', 1, 'yes', 'yes', 'no', 'wait', 'yes', 'wait', 'no', 'wait', 'no', 'yes', 'no'])
  page.quiet()
})

test('nothing listens once the page is gone: neither to a LiveAccess nor for a time', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (expiring) => {
    const { vue, Access, AccessProvider, Told, rolepack } = ui
    const { createApp, h, nextTick, shallowRef } = vue
    const bytes = Uint8Array.from(atob(expiring), (character) => character.charCodeAt(0))
    const live = await Access.open({ fetch: async () => ({ bytes }) }, { slice: true })
    let listeners = 0
    const subscribe = live.subscribe.bind(live)
    live.subscribe = (listener) => {
      listeners += 1
      const end = subscribe(listener)
      return () => ((listeners -= 1), end())
    }
    const timers = new Set()
    const [set, clear] = [setTimeout, clearTimeout]
    globalThis.setTimeout = (callback, time) => {
      const timer = set(callback, time)
      // Looked at every five seconds, for a timer may stand while the machine sleeps.
      if (time > 4_000 && time <= 5_000) timers.add(timer)
      return timer
    }
    globalThis.clearTimeout = (timer) => (timers.delete(timer), clear(timer))
    const all = []
    const tell = () => all.push([listeners, timers.size])
    const child = () => h(Told, { permission: 'createRun' })
    const given = shallowRef(live)
    for (const made of [() => createApp({ render: () => h(AccessProvider, { access: given.value }, child) }), () => createApp({ render: child }).use(rolepack, { access: given })]) {
      const app = made()
      app.mount('#root')
      tell()
      given.value = undefined
      await nextTick()
      tell()
      given.value = live
      await nextTick()
      tell()
      app.unmount()
      tell()
    }
    live.close()
    return all
  }, sliceOf('ada', {}, { expires: Date.now() + 3_600_000 }))
  assert.deepEqual(found, [[1, 1], [0, 0], [1, 1], [0, 0], [1, 1], [0, 0], [1, 1], [0, 0]])
  page.quiet()
})

test('what is given wrongly later leaves no answer of before', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (ada) => {
    const { vue, AccessProvider, Told, rolepack } = ui
    const { createApp, h, nextTick, shallowRef } = vue
    const cyclic = {}
    cyclic.okta = cyclic
    const fail = () => {
      throw new Error('unlucky')
    }
    const told = () => h(Told, { permission: 'createRun' })
    const provider = (given) => createApp({ render: () => h(AccessProvider, given.value, told) })
    const plugin = (given) => createApp({ render: told }).use(rolepack, { access: () => given.value.access?.() })
    const all = []
    for (const [make, right, wrong] of [
      [provider, { access: ada }, { access: 7 }],
      [provider, { access: ada }, { access: ada, user: {} }],
      [provider, { access: ada }, { access: ada, identityGroups: cyclic }],
      [plugin, { access: () => ada }, { access: fail }],
      [plugin, { access: () => ada }, { access: () => 7 }],
    ]) {
      const given = shallowRef(right)
      const app = make(given)
      let errors = 0
      app.config.errorHandler = () => (errors += 1)
      app.config.warnHandler = () => {}
      app.mount('#root')
      const shown = [document.getElementById('root').textContent]
      for (const next of [wrong, right]) {
        try {
          given.value = next
        } catch {
          errors += 1
        }
        await nextTick()
        shown.push(document.getElementById('root').textContent)
      }
      all.push([shown.join(' '), errors > 0])
      app.unmount()
    }
    return all
  }, ada)
  assert.deepEqual(found, [['yes wait yes', true], ['yes wait yes', true], ['yes no yes', false], ['yes wait yes', true], ['yes wait yes', true]])
})

test('groups and questions are followed by what they say', async () => {
  const page = await open('<div id="root"></div>')
  const whole = Buffer.from(pack(organization).bytes).toString('base64')
  const found = await page.evaluate(async (whole) => {
    const { vue, counts, Access, AccessProvider, Can, Told, useCan } = ui
    const { createApp, h, nextTick, reactive, ref } = vue
    const access = Access.load(Uint8Array.from(atob(whole), (character) => character.charCodeAt(0)))
    const given = reactive({ groups: [], unrelated: 0, place: { location: 'Z' }, more: {} })
    const Asks = {
      setup() {
        const { allowed } = useCan('createRun', () => ({ resource: given.place }))
        return () => ` ${allowed.value} `
      },
    }
    const app = createApp({
      render: () => [
        h(AccessProvider, { access, user: 'noor', identityGroups: { okta: given.groups }, 'data-unrelated': given.unrelated }, () => h(Told, { permission: 'createRun' })),
        h(AccessProvider, { access, user: 'ada' }, () => [h(Asks), h(Can, { permission: 'createRun', ...given.more }, { default: () => 'yes', fallback: () => 'no' })]),
      ],
    })
    app.config.warnHandler = () => {}
    app.mount('#root')
    const all = []
    const tell = async (change) => {
      counts.createRun = 0
      change()
      await nextTick()
      all.push(`${document.getElementById('root').textContent} ${counts.createRun}`)
    }
    await tell(() => {})
    await tell(() => (given.unrelated = 1))
    await tell(() => given.groups.push('Ops'))
    await tell(() => (given.place.location = 'A'))
    await tell(() => (given.more = { resource: undefined }))
    await tell(() => (given.more = { resource: { location: 'A' } }))
    await tell(() => (given.more = { resorce: { location: 'A' } }))
    await tell(() => (given.more = {}))
    return all
  }, whole)
  assert.deepEqual(found, ['no false yes 0', 'no false yes 0', 'yes false yes 1', 'yes true yes 0', 'yes true no 0', 'yes true yes 0', 'yes true no 0', 'yes true yes 0'])
})

test('an access is loaded once, and a composable may be called wherever there is a provider', async () => {
  const page = await open('<div id="root"></div>')
  const found = await page.evaluate(async (ada) => {
    const { vue, Told, rolepack, useCan, useUser } = ui
    const { createApp, h, nextTick, shallowRef, watchEffect } = vue
    const given = shallowRef(ada)
    const app = createApp({ render: () => h(Told, { permission: 'createRun' }) }).use(rolepack, { access: given })
    app.mount('#root')
    // As in a router's guard, or in a store.
    const { allowed, user } = app.runWithContext(() => ({ ...useCan('createRun'), user: useUser() }))
    const seen = []
    watchEffect(() => seen.push(`${user.value.id} ${allowed.value}`), { flush: 'sync' })
    given.value = undefined
    await nextTick()
    return [seen, user.value.can('createRun')]
  }, ada)
  assert.deepEqual(found[0].at(0), 'ada true')
  assert.deepEqual([found[0].at(-1), found[1]], ['undefined false', false])
  page.quiet()
})
