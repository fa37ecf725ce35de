// `rolepack/dom` in Chromium: what is shown, what happens at what is denied, and where the focus goes.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { install } from './installed.mjs'
import { pagesWith } from './page.mjs'
import { organization } from './suite/organization.mjs'

const folder = install()
writeFileSync(join(folder, 'author.mjs'), "export { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\n")
const { pack, Access } = await import(pathToFileURL(join(folder, 'author.mjs')))
const sliceOf = (user, change = {}, options = {}) => Access.load(Access.load(pack({ ...organization, ...change }, options).bytes).slice(user), { slice: true }).serialize()
const [ada, noor] = [sliceOf('ada'), sliceOf('noor')]
const past = Date.now() - 1000
const expired = Access.load(Access.load(pack(organization, { expires: past }).bytes, { now: past - 1 }).slice('ada'), { slice: true, now: past - 1 }).serialize()
const open = await pagesWith(folder, "export { gatePage } from 'rolepack/dom'\n")
const gated = async (body, access = ada) => {
  const page = await open(body)
  await page.evaluate((access) => void (globalThis.page = ui.gatePage(access ?? undefined)), access)
  return page
}
const hidden = (page) => page.evaluate(() => [...document.querySelectorAll('[data-can]')].map(({ hidden }) => hidden))

test('what is not allowed is hidden, and nothing asks less than it says', async () => {
  const page = await gated(`
    <a data-can="createRun">1</a><a data-can="tax" data-can-right="add">2</a><a data-can="closeRun" data-can-resource-location="B">3</a><a data-can="createRun" hidden>4</a>
    <a data-can="visit">a</a><a data-can="tax">b</a><a data-can="tax" data-can-right="delete">c</a><a data-can="closeRun" data-can-resource-location="A">d</a><a data-can="">e</a>
    <a data-can="createRun" data-can-resource-location="">f</a><a data-can="createRun" data-can-resorce-location="A">g</a><a data-can="createRun" data-can-resource-plant="A">h</a>
    <a data-can="createRun" data-can-resource-__proto__="A">i</a><a data-can="createRun" data-can-resource="A">j</a><a data-can="createRun" data-can-right="">k</a><a data-can="toString" data-can-else="show">l</a>
    <a data-can="closeRun" data-canresource-location="B">m</a><a data-can="createRun" data-canright="add">n</a><a data-can="createRun" data-can-resource-else="A">o</a>
    <a data-can="createRun" data-can-resource-reason="A">p</a><a data-can="createRun" data-candidate="7">5</a>`)
  const seen = await hidden(page)
  // An empty right is none that the permission could have.
  assert.deepEqual(seen, [...Array(4).fill(false), ...Array(16).fill(true), false])
  page.quiet()
})

test('while loading nothing can be used, nothing is said to be denied, and what the page hides stays hidden', async () => {
  const page = await gated('<a data-can="createRun">1</a><button data-can="visit" data-can-else="explain" disabled>2</button><button data-can="createRun" data-can-else="disable" hidden>3</button>', null)
  const look = () =>
    page.evaluate(() => [...document.querySelectorAll('[data-can]')].map((element) => [element.hidden && 'hidden', element.disabled && 'disabled', ...element.getAttributeNames().filter((name) => name.startsWith('aria-'))].filter(Boolean).join(' ')))
  const hold = (access, whose) => page.evaluate(([access, whose]) => globalThis.page.hold(access ?? undefined, whose), [access, whose])
  const loading = ['hidden', 'disabled aria-disabled', 'hidden aria-disabled']
  assert.deepEqual(await look(), loading)
  await hold(ada)
  assert.deepEqual(await look(), ['', 'aria-disabled aria-describedby', ''])
  assert.equal(await page.locator('.rolepack-reason').count(), 1)
  const denied = ['hidden', 'aria-disabled aria-describedby', 'aria-disabled aria-describedby']
  await hold(noor)
  assert.deepEqual(await look(), denied)
  await hold(null)
  assert.deepEqual(await look(), ['hidden', 'aria-disabled', 'aria-disabled'])
  for (const [access, whose] of [['AAAA', {}], [ada, { user: 'noor' }], [expired, {}]]) {
    await hold(ada)
    await hold(access, whose)
    assert.deepEqual(await look(), denied)
  }
  await hold(ada)
  await assert.rejects(hold(7), /TypeError/)
  assert.deepEqual(await look(), ['hidden', 'aria-disabled', 'aria-disabled'])
  await page.evaluate(() => globalThis.page.hold(Promise.reject(new Error('no network'))))
  await page.waitForFunction(() => document.querySelector('button').hasAttribute('aria-describedby'))
  assert.deepEqual(await look(), denied)
  page.quiet()
})

test('a disabled control keeps the focus and its reason, and does nothing', async () => {
  const page = await gated(`<p id="own">Own words.</p><form><input name="text"><button id="no" data-can="visit" data-can-else="disable" data-can-reason="Ask your lead." aria-describedby="own"><b>Visit</b></button></form>
    <button id="told" data-can="visit" data-can-else="explain">Visit</button><button id="yes" data-can="createRun" data-can-else="disable">Run</button>
    <fieldset data-can="visit" data-can-else="disable"><input id="field" value="x"><select id="select"><option>a<option>b</select><input type="checkbox" id="box"></fieldset>`)
  await page.evaluate(() => {
    globalThis.happened = []
    for (const type of ['click', 'keydown', 'submit', 'input', 'change']) document.addEventListener(type, (event) => { happened.push(`${type} ${event.target.id || event.target.name || event.target.tagName}`); if (type === 'submit') event.preventDefault() })
  })
  const happened = () => page.evaluate(() => happened.splice(0))
  await page.locator('#no b').click({ force: true })
  await page.focus('#no')
  for (const key of ['Enter', 'Space']) await page.keyboard.press(key)
  assert.deepEqual(await happened(), [])
  assert.equal(await page.evaluate(() => document.activeElement.id), 'no')
  await page.focus('[name=text]')
  await page.keyboard.press('Enter')
  assert.deepEqual(await happened(), ['keydown text'])
  await page.focus('#field')
  await page.keyboard.type('abc')
  await page.focus('#select')
  await page.keyboard.press('ArrowDown')
  await page.locator('#box').click({ force: true })
  assert.deepEqual(await page.evaluate(() => [field.value, select.value, box.checked]), ['x', 'a', false])
  await page.focus('#no')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'told')
  await happened()
  await page.click('#yes')
  assert.deepEqual(await happened(), ['click yes'])
  // As assistive technology is told.
  const tree = await page.context().newCDPSession(page)
  const described = async (id) => {
    const { root } = await tree.send('DOM.getDocument')
    const { nodeId } = await tree.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${id}` })
    const { nodes } = await tree.send('Accessibility.getPartialAXTree', { nodeId, fetchRelatives: false })
    return [nodes[0].description?.value, nodes[0].properties.find(({ name }) => name === 'disabled')?.value.value ?? false]
  }
  assert.deepEqual([await described('no'), await described('told'), await described('yes')], [['Own words. Ask your lead.', true], ['You may not do this.', true], [undefined, false]])
  assert.equal(await page.getByText('Ask your lead.').isVisible(), false)
  assert.equal(await page.getByText('You may not do this.').first().isVisible(), true)
  await page.evaluate(() => no.setAttribute('data-can', 'createRun'))
  await page.click('#no')
  assert.deepEqual(await happened(), ['click B', 'submit FORM'])
  assert.deepEqual(await described('no'), ['Own words.', false])
  page.quiet()
})

test('links, fields, lists and details do nothing either, whatever way they are reached', async () => {
  const page = await gated(`<a id="link" href="#gone" data-can="visit" data-can-else="disable">Away</a>
    <details id="more" data-can="visit" data-can-else="disable"><summary id="summary">More</summary>Hidden words</details>
    <label for="box">Box</label><input type="checkbox" id="box" data-can="visit" data-can-else="disable">
    <select id="run"><option>7</option><option data-can="visit">8</option></select>
    <input type="range" id="range" value="5" data-can="visit" data-can-else="disable"><div id="text" contenteditable data-can="visit" data-can-else="disable">x</div>
    <form id="form"><input id="name"><button data-can="visit">Send</button></form><button form="form" id="other" data-can="visit" data-can-else="disable">Send</button>
    <form id="bare" data-can="visit" data-can-else="disable"><input id="alone"></form>`)
  await page.evaluate(() => {
    globalThis.sent = 0
    document.addEventListener('submit', (event) => { sent++; event.preventDefault() })
  })
  for (const id of ['link', 'summary']) {
    await page.focus(`#${id}`)
    await page.keyboard.press('Enter')
    await page.locator(`#${id}`).click({ force: true })
    await page.locator(`#${id}`).click({ force: true, button: 'middle' })
  }
  await page.getByText('Box').click({ force: true })
  await page.focus('#box')
  await page.keyboard.press('Space')
  await page.locator('#range').click({ force: true, position: { x: 3, y: 5 } })
  await page.focus('#range')
  for (const key of ['ArrowLeft', 'Home', 'Control+ArrowLeft']) await page.keyboard.press(key)
  await page.focus('#text')
  await page.keyboard.insertText('y')
  // A button that is hidden is pressed by Enter all the same.
  for (const id of ['name', 'alone']) {
    await page.focus(`#${id}`)
    await page.keyboard.press('Enter')
  }
  await page.locator('#other').click({ force: true })
  await page.evaluate(() => (form.requestSubmit(other), bare.requestSubmit(), link.click()))
  assert.deepEqual(await page.evaluate(() => [location.hash, more.open, box.checked, range.value, text.textContent, sent]), ['', false, false, '5', 'x', 0])
  assert.deepEqual(await page.evaluate(() => [...run.options].map(({ disabled, hidden }) => [disabled, hidden])), [[false, false], [true, true]])
  assert.equal(page.context().pages().filter((tab) => tab.url() === page.url()).length, 1)
  page.quiet()
})

test('a reason goes with its element, and one note tells all that are disabled the same', async () => {
  const page = await gated('<main><p><button data-can="visit" data-can-else="explain">1</button></p><p></p><i data-can="visit" data-can-else="disable">2</i><i data-can="visit" data-can-else="disable">3</i></main>')
  const turn = (change) => page.evaluate(async (change) => { new Function(change)(); await new Promise((done) => setTimeout(done)); return [document.querySelector('main').innerHTML.replace(/<i.*i>/s, '').replace(/ (data|aria)-[a-z-]+="[^"]*"/g, ''), document.querySelectorAll('.rolepack-reason').length] }, change)
  const note = (id) => `<span class="rolepack-reason" id="rolepack-reason${id}">You may not do this.</span>`
  assert.deepEqual(await turn(''), [`<p><button>1</button>${note(0)}</p><p></p>`, 2])
  assert.deepEqual(await turn("document.querySelectorAll('p')[1].append(document.querySelector('button'))"), [`<p></p><p><button>1</button>${note(0)}</p>`, 2])
  assert.deepEqual(await turn("globalThis.kept = document.querySelector('button'); kept.remove()"), ['<p></p><p></p>', 1])
  assert.deepEqual(await turn("document.querySelector('p').append(kept)"), [`<p><button>1</button>${note(0)}</p><p></p>`, 2])
  assert.deepEqual(await turn("kept.dataset.canElse = 'disable'"), ['<p><button>1</button></p><p></p>', 1])
  assert.deepEqual(await turn("kept.dataset.canReason = 'Ask your lead.'"), ['<p><button>1</button></p><p></p>', 2])
  assert.deepEqual(await turn("kept.dataset.canElse = 'hide'"), ['<p><button hidden="">1</button></p><p></p>', 2])
  page.quiet()
})

test('hiding moves the focus to what comes next, within its dialog', async () => {
  const page = await gated('<button id="before">b</button><div data-can="createRun"><button id="in">i</button></div><button disabled>x</button><button id="next" data-can="read/runs">n</button><button id="last">l</button><dialog><button id="ok">ok</button><button id="run" data-can="createRun">run</button></dialog>')
  const active = () => page.evaluate(() => document.activeElement.id)
  await page.focus('#in')
  await page.evaluate((noor) => globalThis.page.hold(noor), noor)
  assert.equal(await active(), 'last')
  await page.evaluate((ada) => globalThis.page.hold(ada), ada)
  await page.evaluate(() => (document.querySelector('dialog').showModal(), run.focus()))
  await page.evaluate((noor) => globalThis.page.hold(noor), noor)
  assert.equal(await active(), 'ok')
  page.quiet()
})

test('the page is watched: what comes, what changes, and what others change back', async () => {
  const page = await gated('<main></main>')
  const turn = (change) => page.evaluate(async (change) => { new Function(change)(); await new Promise((done) => setTimeout(done)); return [...document.querySelectorAll('main *')].map(({ hidden }) => hidden) }, change)
  assert.deepEqual(await turn("document.querySelector('main').innerHTML = '<p><a data-can=visit>1</a></p><a data-can=createRun>2</a>'"), [false, true, false])
  assert.deepEqual(await turn("document.querySelector('a').hidden = false"), [false, true, false])
  assert.deepEqual(await turn("document.querySelector('a').dataset.can = 'createRun'"), [false, false, false])
  assert.deepEqual(await turn("document.querySelector('a').dataset.canResourceLocation = 'Z'"), [false, true, false])
  assert.deepEqual(await turn("const a = document.querySelector('a'); a.removeAttribute('data-can')"), [false, false, false])
  await assert.rejects(page.evaluate(() => void ui.gatePage('AAAA')), /gated already/)
  page.quiet()
})

test('what a custom element makes of being hidden or disabled is seen to as well', async () => {
  const page = await gated('<main></main>')
  const found = await page.evaluate(async () => {
    const main = document.querySelector('main')
    class Part extends HTMLElement {
      static observedAttributes = ['hidden', 'aria-disabled']
      attributeChangedCallback(name) {
        if (name === 'hidden') main.insertAdjacentHTML('beforeend', '<a data-can="visit">new</a>')
        else document.querySelector('i').dataset.can = 'visit'
      }
    }
    customElements.define('x-part', Part)
    main.innerHTML = '<i data-can="createRun">1</i><x-part data-can="visit">2</x-part><x-part data-can="visit" data-can-else="disable">3</x-part>'
    await new Promise((done) => setTimeout(done))
    return [...main.querySelectorAll('i, a')].map(({ hidden }) => hidden)
  })
  assert.deepEqual(found, [true, true])
  page.quiet()
})

test('a field or an image that is named like what browsers have leaves nothing as it was', async () => {
  const fields = 'hasAttribute getAttribute getAttributeNames setAttribute removeAttribute querySelectorAll closest focus tabIndex after nextSibling tagName nodeType isConnected __proto__'.split(' ').map((name) => `<input name="${name}">`)
  const images = 'querySelectorAll createElement addEventListener body'.split(' ').map((name) => `<img name="${name}" alt="">`)
  const form = `<fieldset data-can="visit" data-can-else="disable"><form data-can="createRun" tabindex="0">${fields.join('')}<button data-can="visit">1</button></form></fieldset><form data-can="visit" data-can-else="explain">${fields.join('')}</form><a data-can="visit">2</a>`
  const page = await gated(`${form}${images.join('')}`, noor)
  const seen = await page.evaluate(async ([ada, form]) => {
    const all = () => [...Document.prototype.querySelectorAll.call(document, '[data-can]')]
    const has = (element) => ['hidden', 'aria-disabled', 'aria-describedby'].filter((name) => Element.prototype.hasAttribute.call(element, name)).join(' ')
    const happened = []
    for (const type of ['click', 'submit']) EventTarget.prototype.addEventListener.call(document, type, (event) => (happened.push(type), event.preventDefault()))
    const [, first, button] = all()
    const press = () => (button.click(), HTMLFormElement.prototype.requestSubmit.call(first, button))
    press()
    const seen = [all().map(has)]
    page.hold(ada)
    press()
    seen.push(all().map(has))
    HTMLElement.prototype.focus.call(first)
    page.hold(undefined)
    all()[0].insertAdjacentHTML('beforebegin', form)
    await new Promise((done) => setTimeout(done))
    seen.push(all().map(has))
    return [...seen, happened]
  }, [ada, form])
  const disabled = 'aria-disabled aria-describedby'
  assert.deepEqual(seen[0], [disabled, 'hidden', 'hidden', disabled, 'hidden'])
  assert.deepEqual(seen[1], [disabled, '', 'hidden', disabled, 'hidden'])
  assert.deepEqual(seen[2], Array(2).fill(['aria-disabled', 'hidden', 'hidden', 'aria-disabled', 'hidden']).flat())
  assert.deepEqual(seen[3], [])
  page.quiet()
})

test('where the call is wrong, or an element cannot be shown, nothing else is left as it was', async () => {
  const page = await open('<a data-can="createRun">1</a>')
  await assert.rejects(page.evaluate(() => void ui.gatePage(7)), /TypeError/)
  assert.deepEqual(await hidden(page), [true])
  page.quiet()
  const other = await open('<script>document.documentElement.dataset.can = "visit"; document.documentElement.dataset.canElse = "explain"</script><a data-can="visit">1</a>')
  await other.evaluate((ada) => void ui.gatePage(ada), ada)
  // Nothing can stand after the root of a document.
  assert.deepEqual(await hidden(other), [false, true])
  assert.throws(() => other.quiet(), /HierarchyRequestError/)
})

test('what expires while nothing happens is denied, and was not to be used from then on', async () => {
  const page = await open('<a data-can="createRun">1</a><button data-can="createRun" data-can-else="disable">2</button>')
  const expires = Date.now() + 3_600_000
  const slice = sliceOf('ada', {}, { expires })
  const found = await page.evaluate(([slice, expires]) => {
    let ring
    globalThis.setTimeout = (callback) => ((ring = callback), 0)
    ui.gatePage(slice)
    const [link, button] = document.querySelectorAll('[data-can]')
    let pressed = 0
    button.addEventListener('click', () => pressed++)
    button.click()
    const seen = [link.hidden, button.ariaDisabled, pressed]
    Date.now = () => expires
    button.click()
    ring()
    return [...seen, pressed, link.hidden, button.ariaDisabled]
  }, [slice, expires])
  assert.deepEqual(found, [false, null, 1, 1, true, 'true'])
  page.quiet()
})

test('what is denied is told by its reason, in the words of the page', async () => {
  const page = await open('<i data-can="closeRun" data-can-resource-location="Z" data-can-else="explain">1</i><i data-can="visit" data-can-else="explain">2</i><i data-can="visit" data-can-else="explain" data-can-reason="Ask your lead.">3</i>')
  await page.evaluate((access) => void ui.gatePage(access, { reasons: { 'out-of-scope': 'Not here.', 'not-granted': 'Nicht erlaubt.' } }), ada)
  assert.deepEqual(await page.locator('.rolepack-reason').allTextContents(), ['Not here.', 'Nicht erlaubt.', 'Ask your lead.'])
  page.quiet()
})

test('a shadow root is gated by itself', async () => {
  const page = await open('<my-part></my-part>')
  const seen = await page.evaluate(async ([ada, noor]) => {
    const root = document.querySelector('my-part').attachShadow({ mode: 'closed' })
    root.innerHTML = '<button data-can="createRun">1</button><button data-can="visit" data-can-else="disable" data-can-reason="No.">2</button>'
    ui.gatePage(noor)
    const part = ui.gatePage(ada, { root })
    const [one, two] = root.querySelectorAll('button')
    let pressed = 0
    for (const button of [one, two]) button.addEventListener('click', () => pressed++)
    one.click()
    two.click()
    const told = root.getElementById(two.getAttribute('aria-describedby')).textContent
    const before = [one.hidden, pressed, told]
    one.focus()
    part.hold(noor)
    return [...before, one.hidden, root.activeElement === two, part.ask('createRun').allowed]
  }, [ada, noor])
  assert.deepEqual(seen, [false, 1, 'No.', true, true, false])
  page.quiet()
})

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"

/** A page that is served beside the files of the package, and what its console says. */
async function served(tag, answer) {
  const types = { '.js': 'text/javascript' }
  const server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', POLICY)
    if (url === '/') return response.setHeader('content-type', 'text/html').end(`<!doctype html><html lang="en"><title>page</title><link rel="icon" href="data:,"><script type="module" src="/rolepack/page.js" ${tag}></script><a data-can="createRun" hidden>1</a><a data-can="visit" hidden>2</a><button data-can="createRun" data-can-else="disable" disabled>3</button>`)
    if (url === '/access/me') return answer(response)
    if (url === '/more.js') return response.setHeader('content-type', 'text/javascript').end("import { page } from '/rolepack/page.js'\ndocument.title = page.ask('createRun').allowed")
    response.setHeader('content-type', types[extname(url)] ?? 'text/plain').end(readFileSync(join(folder, 'node_modules/rolepack/dist/page', url.replace('/rolepack/', ''))))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  after(() => Promise.all([browser.close(), server.close()]))
  const page = await browser.newPage()
  const said = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(String(error)))
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  return { page, said, disabled: () => page.evaluate(() => [document.querySelector('button').disabled, document.querySelector('button').ariaDisabled]) }
}

test('one script tag gates a page without a build step, under a strict policy', async () => {
  const { page, said, disabled } = await served('data-snapshot="/access/me"', (response) => response.setHeader('content-type', 'application/vnd.rolepack').end(Buffer.from(ada, 'base64')))
  await page.waitForFunction(() => !document.querySelector('a').hidden)
  assert.deepEqual([await hidden(page), await disabled()], [[false, true, false], [false, null]])
  assert.deepEqual(said, [])
})

for (const [what, tag, answer] of [
  ['nobody is signed in', 'data-snapshot="/access/me"', (response) => response.writeHead(401).end()],
  ['the script does not say where', '', (response) => response.writeHead(500).end()],
  ['the script says nowhere', 'data-snapshot="http://["', (response) => response.writeHead(500).end()],
]) {
  test(`where ${what}, all is denied, and the console is told`, async () => {
    const { page, said, disabled } = await served(tag, answer)
    await page.waitForFunction(() => document.querySelector('button').hasAttribute('aria-describedby'))
    assert.deepEqual([await hidden(page), await disabled()], [[true, true, false], [false, 'true']])
    assert.match(said.join('\n'), /FetchError|data-snapshot|Invalid URL/)
  })
}
