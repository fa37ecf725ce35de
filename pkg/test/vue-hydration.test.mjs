// `rolepack/vue` in Chromium: the server's page taken over.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ada, appWith, later, noor, open, renderToString, sliceOf } from './vue-app.mjs'

test('the page of the server is taken over as it is, and asks for nothing', async () => {
  for (const access of [ada, undefined]) {
    const markup = await renderToString(appWith({ access }))
    const page = await open(`<div id="root">${markup}</div>`)
    const requests = []
    page.on('request', (request) => requests.push(request.url()))
    const found = await page.evaluate(async (access) => {
      const root = document.getElementById('root')
      const before = root.innerHTML
      const first = root.firstElementChild
      ui.appWith({ access }).mount(root)
      await new Promise((done) => setTimeout(done, 100))
      return { same: root.innerHTML === before, kept: root.firstElementChild === first, text: root.textContent, counts: ui.counts }
    }, access)
    assert.deepEqual([found.same, found.kept, found.text], [true, true, access ? 'yesyesyesyes' : 'waitwaitwaitwait'])
    assert.deepEqual(found.counts, { createRun: 1, closeRun: 1, tax: 1 })
    assert.deepEqual(requests, [])
    page.quiet()
  }
})

test('what expired after the server rendered it is taken over as it is, and denied at once', async () => {
  const access = sliceOf('ada', {}, { expires: Date.now() + 60_000 })
  for (const way of ['provider', 'plugin']) {
    for (const expired of [false, true]) {
      const page = await open(`<div id="root">${await renderToString(appWith({ access }, way))}</div>`)
      const found = await page.evaluate(async ([access, way, expired]) => {
        const root = document.getElementById('root')
        const now = Date.now
        if (expired) Date.now = () => now() + 60_001
        const app = ui.appWith({ access }, way)
        app.mount(root)
        await new Promise((done) => setTimeout(done, 100))
        return [root.textContent, ...Array.from(root.querySelectorAll('p'), ({ title }) => title)]
      }, [access, way, expired])
      assert.deepEqual(found, expired ? ['nononono', 'no', 'no', 'no'] : ['yesyesyesyes', 'yes', 'yes', 'yes'])
      page.quiet()
    }
  }
})

test('what the server rendered while it was loading is taken over as that', async () => {
  const page = await open(`<div id="root">${await renderToString(appWith({ access: Promise.resolve(ada) }))}</div>`)
  const found = await page.evaluate(async (ada) => {
    const root = document.getElementById('root')
    ui.appWith({ access: Promise.resolve(ada) }).mount(root)
    await new Promise((done) => setTimeout(done, 100))
    return root.textContent
  }, ada)
  assert.equal(found, 'yesyesyesyes')
  page.quiet()
})

test('what is taken over late begins with what the server answered, unless it is somebody else by then', async () => {
  const given = { access: sliceOf('ada', {}, { sequence: 1 }) }
  for (const next of [later, noor]) {
    const page = await open(`<div id="root">${await renderToString(appWith(given, 'late'))}</div>`)
    const found = await page.evaluate(async ([access, next]) => {
      const { vue, appWith } = ui
      const root = document.getElementById('root')
      const given = vue.shallowReactive({ access })
      let load
      globalThis.loading = new Promise((done) => (load = done))
      const seen = (globalThis.seen = [])
      appWith(given, 'late').mount(root)
      given.access = next
      await vue.nextTick()
      load()
      await new Promise((done) => setTimeout(done, 50))
      return [seen, root.textContent]
    }, [given.access, next])
    assert.deepEqual(found, [next === later ? ['true true', 'false false'] : ['false false'], 'no'])
  }
})

test('another page than the server rendered would be told of', async () => {
  const page = await open(`<div id="root">${await renderToString(appWith({ access: ada }))}</div>`)
  await page.evaluate((access) => void ui.appWith({ access }).mount('#root'), later)
  assert.throws(() => page.quiet(), /Hydration/)
})
