// `rolepack/vue` on a server: what is rendered, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installedWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'

const { vue, renderToString, AccessProvider, Can, rolepack, useCan, useUser, useAccess, Access, Full, js, pack, fakeUser, fromBytes } = await installedWith(
  ['vue', '@vue'],
  "export * as vue from 'vue'\nexport { renderToString } from '@vue/server-renderer'\nexport * from 'rolepack/vue'\nexport { Access } from 'rolepack'\nexport { Access as Full } from 'rolepack/full'\nexport * as js from 'rolepack/js'\nexport { pack } from 'rolepack/author'\nexport { fakeUser } from 'rolepack/testing'\nexport { fromBytes } from 'rolepack/live'\n",
)
const { h, computed, createSSRApp, defineComponent, reactive, ref, shallowRef } = vue
const { bytes } = pack(organization)
const sliceOf = (user, options, from = bytes) => Full.load(from).slice(user, options)
const ada = sliceOf('ada')
const text = Access.load(ada, { slice: true }).serialize()

const Told = defineComponent({
  props: ['question'],
  setup({ question }) {
    const { allowed, pending, reason } = useCan(...question)
    return () => `${allowed.value} ${pending.value} ${reason.value}`
  },
})
/** What an application shows, without the marks of its parts. Errors and warnings of Vue are the test's. */
async function shown(root, prepare = () => {}) {
  const app = createSSRApp(root)
  const said = []
  app.config.warnHandler = (message) => said.push(message)
  app.config.errorHandler = (error) => {
    throw error
  }
  prepare(app)
  const markup = await renderToString(app)
  assert.deepEqual(said, [])
  return markup.replace(/<!--.*?-->/g, '')
}
const render = (props, child) => shown({ render: () => h(AccessProvider, props, { default: child }) })
const told = (props, ...question) => render(props, () => h(Told, { question: question.length ? question : ['createRun'] }))
const gated = (props, can, slots) => render(props, () => h(Can, can, slots))
const GRANTED = 'true false granted'
const PENDING = 'false true undefined'
const slots = { default: () => 'yes', pending: () => 'wait', fallback: () => 'no' }

test('everything that can be loaded answers', async () => {
  for (const access of [text, ada, ada.buffer.slice(ada.byteOffset, ada.byteOffset + ada.byteLength), Access.load(ada, { slice: true }), Full.load(ada, { slice: true }), js.Access.load(ada, { slice: true })]) {
    assert.equal(await told({ access }), GRANTED)
    assert.equal(await told({ access }, 'createRun', { resource: { location: 'A' } }), GRANTED)
    assert.equal(await told({ access }, 'createRun', { resource: { location: 'Z' } }), 'false false out-of-scope')
    assert.equal(await told({ access }, 'tax', { right: 'add' }), GRANTED)
    assert.equal(await told({ access }, 'tax', { right: 'delete' }), 'false false not-granted')
  }
  const whole = Access.load(bytes)
  assert.equal(await told({ access: whole, user: 'ada' }), GRANTED)
  assert.equal(await told({ access: whole, user: 'noor' }), 'false false not-granted')
  assert.equal(await told({ access: whole, user: 'noor', identityGroups: { okta: ['Ops'] } }), GRANTED)
  assert.equal(await told({ access: whole, user: 'noor', 'identity-groups': [{ provider: 'okta', group: 'Ops' }] }), GRANTED)
  assert.equal(await told({ access: whole, user: 'ada', accessMethod: 'slideIn' }, 'visit'), GRANTED)
  const live = await Access.open(fromBytes(bytes))
  assert.equal(await told({ access: live, user: 'ada' }), GRANTED)
  live.close()
  assert.equal(await told({ access: live, user: 'ada' }), 'false false not-in-snapshot')
})

test('what is reactive answers as what is in it', async () => {
  const whole = Access.load(bytes)
  const state = reactive({ access: whole, user: whole.user('ada'), identityGroups: { okta: ['Ops'] }, permission: whole.permission('createRun'), of: { resource: { location: 'A' } } })
  assert.notEqual(state.access, whole)
  assert.equal(await told({ access: state.access, user: 'noor', identityGroups: state.identityGroups }), GRANTED)
  assert.equal(await told({ user: state.user }), GRANTED)
  assert.equal(await told({ access: text }, state.permission, state.of), GRANTED)
  state.of.resource.location = 'Z'
  assert.equal(await told({ access: text }, ref(whole.permission('createRun')), state.of), 'false false out-of-scope')
})

test('permissions and options may be refs and getters', async () => {
  const at = ref('A')
  for (const question of [
    [ref('createRun')],
    [() => 'createRun', () => ({ resource: { location: at.value } })],
    [computed(() => 'createRun'), computed(() => ({ resource: { location: at.value } }))],
    ['tax', shallowRef({ right: 'add' })],
  ]) assert.equal(await told({ access: text }, ...question), GRANTED)
  // A place that is not known yet is not "anywhere".
  for (const of of [() => undefined, ref(), () => null, computed(() => false)]) assert.equal(await told({ access: text }, 'createRun', of), 'false false invalid-request')
})

test('nothing yet, and a promise, is loading', async () => {
  for (const access of [undefined, null, Promise.resolve(text)]) {
    assert.equal(await told({ access }), PENDING)
    assert.equal(await gated({ access }, { permission: 'createRun' }, slots), 'wait')
    assert.equal(await gated({ access }, { permission: 'createRun' }, { ...slots, pending: undefined }), '')
  }
})

test('Can shows its slot, or the fallback, or what one slot makes of the answer', async () => {
  const { pending, fallback, ...yes } = slots
  assert.equal(await gated({ access: text }, { permission: 'createRun' }, slots), 'yes')
  assert.equal(await gated({ access: text }, { permission: 'visit' }, slots), 'no')
  assert.equal(await gated({ access: text }, { permission: 'visit' }, yes), '')
  assert.equal(await gated({ access: text }, { permission: 'createRun' }), '')
  assert.equal(await gated({ access: text }, { permission: 'tax', right: 'list', resource: { location: 'A' } }, slots), 'yes')
  assert.equal(await gated({ access: text }, { permission: 'visit' }, { fallback: ({ reason }) => reason }), 'not-granted')
  assert.equal(await gated({ access: text }, { permission: 'visit' }, { ...slots, answer: ({ allowed, reason }) => `${allowed} ${reason}` }), 'false not-granted')
  assert.equal(await gated({}, { permission: 'visit' }, { answer: ({ pending }) => `${pending}` }), 'true')
})

test('what Can does not know is denied, for it may be a place, misspelt', async () => {
  for (const more of [{ resource: undefined }, { resource: null }, { resource: '' }, { resorce: { location: 'Z' } }, { location: 'A' }, { rights: 'add' }, { user: 'ada' }, { right: 'add' }, { 'resource-location': 'Z' }, { 'right-': 'add' }]) {
    assert.equal(await gated({ access: text }, { permission: 'createRun', ...more }, slots), 'no', JSON.stringify(more))
  }
  for (const more of [{ right: undefined }, { right: null }, { class: 'wide', style: { width: '1em' }, id: 'new', 'data-test': 'new', 'aria-label': 'new', onClick: () => {}, key: 7 }]) {
    assert.equal(await gated({ access: text }, { permission: 'createRun', ...more }, slots), 'yes', JSON.stringify(more))
  }
})

test('nothing that is wrong is a yes', async (context) => {
  const not = async (props, ...more) => assert.match(await told(props, ...more), /^false false /, JSON.stringify(props))
  // Of another user, of nobody, of everybody.
  assert.equal(await told({ access: text, user: 'björn' }), 'false false not-in-snapshot')
  assert.equal(await told({ access: Access.load(ada, { slice: true }), user: 'björn' }), 'false false not-in-snapshot')
  for (const user of [null, '', undefined]) await not({ access: Access.load(bytes), user })
  for (const user of [null, '']) await not({ access: text, user })
  await not({ access: bytes, user: 'ada' })
  for (const identityGroups of [null, 7, { okta: 'Ops' }, new Map([['okta', ['Ops']]])]) await not({ access: Access.load(bytes), user: 'ada', identityGroups })
  // Spoilt, and expired.
  for (const access of ['', 'AAAA', '%', text.slice(4), ada.slice(1)]) await not({ access })
  const expires = Date.now() + 60_000
  const whole = Full.load(pack(organization, { expires }).bytes)
  const slice = whole.slice('ada')
  const access = Access.load(slice, { slice: true })
  assert.equal(await told({ access: slice }), GRANTED)
  context.mock.timers.enable({ apis: ['Date'], now: expires })
  await not({ access: slice })
  assert.equal(await told({ access }), 'false false not-in-snapshot')
  assert.equal(await told({ access: whole, user: 'ada' }), 'false false not-in-snapshot')
  // Questions that are malformed.
  for (const of of [{ resource: undefined }, { resource: { location: undefined } }, { resource: { location: ref('A') } }, { rights: 'add' }, 7, null]) assert.equal(await told({ access: text }, 'createRun', of), 'false false invalid-request')
  for (const permission of [null, '', {}, ref(), () => {}]) assert.equal(await told({ access: text }, permission), 'false false invalid-request')
})

test('a wrong call is a TypeError, and a composable outside of a provider says what is missing', async () => {
  for (const access of [7, {}, [], () => {}, new Date(), ref(text)]) await assert.rejects(told({ access }), TypeError)
  await assert.rejects(told({ access: text, user: fakeUser({ allow: [] }) }), TypeError)
  await assert.rejects(told({ user: {} }), TypeError)
  for (const use of [() => useCan('createRun'), useUser, useAccess]) {
    const Outside = { setup: () => (use(), () => 'never') }
    await assert.rejects(shown(Outside), ({ code, help }) => code === 'no-provider' && /put one/.test(help))
  }
  await assert.rejects(shown({ render: () => h(Can, { permission: 'createRun' }, slots) }), { code: 'no-provider' })
})

test('a made-up user answers in place of a snapshot', async () => {
  const user = fakeUser({ allow: ['createRun'] })
  assert.equal(await told({ user }), GRANTED)
  assert.equal(await told({ user }, 'closeRun'), 'false false not-granted')
  assert.equal(await told({ user: Access.load(bytes).user('ada') }), GRANTED)
})

test('the plugin gives the same to the whole application, and the nearest provider comes first', async () => {
  const asked = { render: () => h(Told, { question: ['createRun'] }) }
  const by = (options, root = asked) => shown(root, (app) => app.use(rolepack, options))
  assert.equal(await by({ access: text }), GRANTED)
  assert.equal(await by({ access: ref(text) }), GRANTED)
  assert.equal(await by({ access: () => Access.load(bytes), user: ref('noor'), identityGroups: () => ({ okta: ['Ops'] }) }), GRANTED)
  assert.equal(await by(reactive({ access: Access.load(bytes), user: 'ada' })), GRANTED)
  assert.equal(await by({}), PENDING)
  assert.equal(await by({ access: text }, { render: () => h(AccessProvider, null, { default: () => h(asked) }) }), PENDING)
  await assert.rejects(by({ access: 7 }), TypeError)
})

test('useUser answers several questions, and useAccess gives what was given', async () => {
  const seen = []
  const See = { setup: () => (seen.push([useUser().value, useAccess().value]), () => '') }
  const access = Access.load(ada, { slice: true })
  for (const given of [access, undefined, 'AAAA', Access.load(bytes)]) await render({ access: given }, () => h(See))
  const [[user, was], [waiting, none], [refused], [nobody]] = seen
  assert.deepEqual([user.id, user.pending, user.error, user.can('createRun'), user.canAny('visit', 'createRun'), user.canAll('visit', 'createRun'), user.canAll(), user.check('createRun').role, was === access], ['ada', false, undefined, true, true, false, false, 'operator', true])
  assert.deepEqual(user.permissions(), access.user().permissions())
  // In a store they are taken as they are, for no proxy reaches what is private in them.
  const kept = reactive({ user, access: was })
  assert.deepEqual([kept.user.can('createRun'), kept.access.user().can('createRun')], [true, true])
  assert.deepEqual([waiting.id, waiting.pending, waiting.can('createRun'), waiting.check('createRun'), waiting.permissions(), none], [undefined, true, false, undefined, [], undefined])
  assert.deepEqual([refused.error.code, refused.pending, refused.can('createRun')], ['not-a-snapshot', false, false])
  assert.deepEqual([nobody.error.code, nobody.can('createRun')], ['no-user', false])
})
