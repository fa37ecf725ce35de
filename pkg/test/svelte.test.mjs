// `rolepack/svelte` on a server: what is rendered, and what is refused.
import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { installWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'
import { svelte } from './svelte-compiled.mjs'
import { SVELTE } from './svelte-versions.mjs'

const folder = installWith(SVELTE)
cpSync(fileURLToPath(new URL('svelte', import.meta.url)), folder, { recursive: true })
writeFileSync(join(folder, 'server.mjs'), "export { render } from 'svelte/server'\nexport { default as Page } from './Page.svelte'\nexport { default as Outside } from './Outside.svelte'\nexport { Access } from 'rolepack'\nexport { Access as Full } from 'rolepack/full'\nexport * as js from 'rolepack/js'\nexport { pack } from 'rolepack/author'\nexport { fakeUser } from 'rolepack/testing'\nexport { fromBytes } from 'rolepack/live'\n")
await build({ absWorkingDir: folder, entryPoints: ['server.mjs'], outdir: 'server', bundle: true, splitting: true, format: 'esm', outExtension: { '.js': '.mjs' }, platform: 'node', conditions: ['svelte'], plugins: [svelte('server')] })
const { render, Page, Outside, Access, Full, js, pack, fakeUser, fromBytes } = await import(pathToFileURL(join(folder, 'server/server.mjs')))

const { bytes } = pack(organization)
const sliceOf = (user, options, from = bytes) => Full.load(from).slice(user, options)
const ada = sliceOf('ada')
const text = Access.load(ada, { slice: true }).serialize()

const shown = (props) => render(Page, { props }).body.replace(/<!--.*?-->/g, '').replace(/\s+/g, ' ').trim()
const told = (props, permission = 'createRun', of) => shown({ ...props, told: { permission, of } })
const can = (props, asked) => shown({ ...props, can: asked })
const GRANTED = 'true false granted'
// Where there is no reason yet nothing stands.
const PENDING = 'false true'

test('everything that can be loaded answers', async () => {
  for (const access of [text, ada, ada.buffer.slice(ada.byteOffset, ada.byteOffset + ada.byteLength), Access.load(ada, { slice: true }), Full.load(ada, { slice: true }), js.Access.load(ada, { slice: true })]) {
    assert.equal(told({ access }), GRANTED)
    assert.equal(told({ access }, 'createRun', { resource: { location: 'A' } }), GRANTED)
    assert.equal(told({ access }, 'createRun', { resource: { location: 'Z' } }), 'false false out-of-scope')
    assert.equal(told({ access }, 'tax', { right: 'add' }), GRANTED)
    assert.equal(told({ access }, 'tax', { right: 'delete' }), 'false false not-granted')
  }
  const whole = Access.load(bytes)
  assert.equal(told({ access: whole, user: 'ada' }), GRANTED)
  assert.equal(told({ access: whole, user: 'noor' }), 'false false not-granted')
  assert.equal(told({ access: whole, user: 'noor', identityGroups: { okta: ['Ops'] } }), GRANTED)
  assert.equal(told({ access: whole, user: 'ada', accessMethod: 'slideIn' }, 'visit'), GRANTED)
  const live = await Access.open(fromBytes(bytes))
  assert.equal(told({ access: live, user: 'ada' }), GRANTED)
  live.close()
  assert.equal(told({ access: live, user: 'ada' }), 'false false not-in-snapshot')
})

test('nothing yet, and a promise, is loading', () => {
  for (const access of [undefined, null, Promise.resolve(text)]) {
    assert.equal(told({ access }), PENDING)
    assert.equal(can({ access }, { permission: 'createRun' }), 'wait')
  }
})

test('Can shows its children, or the fallback with the answer', () => {
  assert.equal(can({ access: text }, { permission: 'createRun' }), 'yes sure')
  assert.equal(can({ access: text }, { permission: 'visit' }), 'false not-granted')
  assert.equal(can({ access: text }, { permission: 'tax', right: 'list', resource: { location: 'A' } }), 'yes sure')
  assert.equal(can({ access: text }, { permission: 'tax', right: 'list', resource: { location: 'Z' } }), 'false out-of-scope')
  assert.equal(can({ access: text }, { permission: 'tax' }), 'false right-required')
})

test('nothing that is wrong is a yes', (context) => {
  const not = (props, ...more) => assert.match(told(props, ...more), /^false false /, JSON.stringify(props))
  // Of another user, of nobody, of everybody.
  assert.equal(told({ access: text, user: 'björn' }), 'false false not-in-snapshot')
  assert.equal(told({ access: Access.load(ada, { slice: true }), user: 'björn' }), 'false false not-in-snapshot')
  for (const user of [null, '', undefined]) not({ access: Access.load(bytes), user })
  for (const user of [null, '']) not({ access: text, user })
  not({ access: bytes, user: 'ada' })
  for (const identityGroups of [7, 'Ops', () => {}, { okta: 'Ops' }]) not({ access: Access.load(bytes), user: 'ada', identityGroups })
  // Spoilt, and expired.
  for (const access of ['', 'AAAA', '%', text.slice(4), ada.slice(1)]) not({ access })
  const expires = Date.now() + 60_000
  const whole = Full.load(pack(organization, { expires }).bytes)
  const slice = whole.slice('ada')
  const access = Access.load(slice, { slice: true })
  assert.equal(told({ access: slice }), GRANTED)
  context.mock.timers.enable({ apis: ['Date'], now: expires })
  not({ access: slice })
  assert.equal(told({ access }), 'false false not-in-snapshot')
  assert.equal(told({ access: whole, user: 'ada' }), 'false false not-in-snapshot')
  // Questions that are malformed: a place that is not known is not anywhere at all.
  for (const of of [{ resource: undefined }, { resource: { location: undefined } }, { rights: 'add' }, 7, () => {}]) assert.equal(told({ access: text }, 'createRun', of), 'false false invalid-request')
  for (const permission of [null, '', {}]) assert.equal(told({ access: text }, permission), 'false false invalid-request')
  for (const asked of [{ permission: 'createRun', resource: undefined }, { permission: 'createRun', resource: { location: undefined } }, { permission: 'createRun', resuorce: { location: 'Z' } }, {}]) assert.equal(can({ access: text }, asked), 'false invalid-request')
})

test('a wrong call is a TypeError, and what stands outside of a provider says what is missing', () => {
  for (const access of [7, {}, [], () => {}, new Date()]) {
    assert.throws(() => told({ access }), TypeError)
    // Also where nobody asks.
    assert.throws(() => shown({ access }), TypeError)
  }
  assert.throws(() => told({ access: text, user: fakeUser({ allow: [] }) }), TypeError)
  assert.throws(() => told({ user: {} }), TypeError)
  for (const use of [undefined, 'useCan', 'useUser', 'useAccess']) {
    assert.throws(() => render(Outside, { props: { use } }).body, ({ code, help }) => code === 'no-provider' && /put one/.test(help))
  }
})

test('a made-up user answers in place of a snapshot', () => {
  const user = fakeUser({ allow: ['createRun'] })
  assert.equal(told({ user }), GRANTED)
  assert.equal(told({ user }, 'closeRun'), 'false false not-granted')
  assert.equal(told({ user: Access.load(bytes).user('ada') }), GRANTED)
})

test('useUser answers several questions, and useAccess gives what was given', () => {
  const seen = []
  const access = Access.load(ada, { slice: true })
  for (const given of [access, undefined, 'AAAA', Access.load(bytes)]) shown({ access: given, see: (what) => seen.push(what) })
  const [{ user, access: was, can }, { user: waiting, access: none }, { user: refused }, { user: nobody }] = seen
  assert.deepEqual([user.id, user.pending, user.error, user.can('createRun'), user.canAny('visit', 'createRun'), user.canAll('visit', 'createRun'), user.canAll(), user.check('createRun').role, was.current === access], ['ada', false, undefined, true, true, false, false, 'operator', true])
  assert.deepEqual(user.permissions(), access.user().permissions())
  assert.deepEqual([can.allowed, can.pending, can.reason], [true, false, 'granted'])
  assert.deepEqual([waiting.id, waiting.pending, waiting.can('createRun'), waiting.check('createRun'), waiting.permissions(), none.current], [undefined, true, false, undefined, [], undefined])
  assert.deepEqual([refused.error.code, refused.pending, refused.can('createRun')], ['not-a-snapshot', false, false])
  assert.deepEqual([nobody.error.code, nobody.can('createRun')], ['no-user', false])
})
