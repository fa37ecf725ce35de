// `rolepack/react` on a server: what is rendered, and what is refused.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installedWith } from './installed-with.mjs'
import { REACT } from './react-versions.mjs'
import { organization } from './suite/organization.mjs'

const { createElement: h, renderToString, AccessProvider, Can, useCan, useUser, useAccess, Access, Full, js, pack, fakeUser, fromBytes } = await installedWith(
  REACT,
  "export { createElement } from 'react'\nexport { renderToString } from 'react-dom/server'\nexport * from 'rolepack/react'\nexport { Access } from 'rolepack'\nexport { Access as Full } from 'rolepack/full'\nexport * as js from 'rolepack/js'\nexport { pack } from 'rolepack/author'\nexport { fakeUser } from 'rolepack/testing'\nexport { fromBytes } from 'rolepack/live'\n",
)
const { bytes } = pack(organization)
const sliceOf = (user, options, from = bytes) => Full.load(from).slice(user, options)
const ada = sliceOf('ada')
const text = Access.load(ada, { slice: true }).serialize()

function Told({ permission, of }) {
  const { allowed, pending, reason } = useCan(permission, of)
  return `${allowed} ${pending} ${reason}`
}
const render = (props, ...children) => renderToString(h(AccessProvider, props, ...children))
const told = (props, permission = 'createRun', of) => render(props, h(Told, { permission, of }))
const GRANTED = 'true false granted'
const PENDING = 'false true undefined'

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
    assert.equal(render({ access }, h(Can, { permission: 'createRun', pending: 'wait', fallback: 'no' }, 'yes')), 'wait')
    assert.equal(render({ access }, h(Can, { permission: 'createRun', fallback: 'no' }, 'yes')), '')
  }
})

test('Can shows its children, or the fallback, or what a function makes of the answer', () => {
  assert.equal(render({ access: text }, h(Can, { permission: 'createRun', fallback: 'no' }, 'yes')), 'yes')
  assert.equal(render({ access: text }, h(Can, { permission: 'visit', fallback: 'no' }, 'yes')), 'no')
  assert.equal(render({ access: text }, h(Can, { permission: 'visit' }, 'yes')), '')
  assert.equal(render({ access: text }, h(Can, { permission: 'tax', right: 'list', resource: { location: 'A' } }, 'yes')), 'yes')
  assert.equal(render({ access: text }, h(Can, { permission: 'visit', children: ({ allowed, reason }) => `${allowed} ${reason}` })), 'false not-granted')
})

test('nothing that is wrong is a yes', (context) => {
  const not = (props, ...more) => assert.match(told(props, ...more), /^false false /, JSON.stringify(props))
  // Of another user, of nobody, of everybody.
  assert.equal(told({ access: text, user: 'björn' }), 'false false not-in-snapshot')
  assert.equal(told({ access: Access.load(ada, { slice: true }), user: 'björn' }), 'false false not-in-snapshot')
  for (const user of [null, '', undefined]) not({ access: Access.load(bytes), user })
  for (const user of [null, '']) not({ access: text, user })
  not({ access: bytes, user: 'ada' })
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
  // A worker's clock before there is a request.
  context.mock.timers.setTime(0)
  for (const given of [slice, access]) not({ access: given })
  assert.equal(told({ access: text }), GRANTED)
  // Questions that are malformed: a place that is not known is not anywhere at all.
  for (const of of [{ resource: undefined }, { resource: { location: undefined } }, { rights: 'add' }, 7]) assert.equal(told({ access: text }, 'createRun', of), 'false false invalid-request')
  for (const permission of [null, '', {}]) assert.equal(told({ access: text }, permission), 'false false invalid-request')
  for (const place of [{ resource: undefined }, { resuorce: { location: 'A' } }]) assert.equal(render({ access: text }, h(Can, { permission: 'createRun', ...place, fallback: 'no' }, 'yes')), 'no')
})

test('a wrong call is a TypeError, and a hook outside of a provider says what is missing', () => {
  for (const access of [7, {}, [], () => {}, new Date()]) assert.throws(() => told({ access }), TypeError)
  assert.throws(() => told({ access: text, user: fakeUser({ allow: [] }) }), TypeError)
  assert.throws(() => told({ user: {} }), TypeError)
  for (const use of [() => useCan('createRun'), useUser, useAccess]) {
    const Outside = () => String(use())
    assert.throws(() => renderToString(h(Outside)), ({ code, help }) => code === 'no-provider' && /put one/.test(help))
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
  const See = () => (seen.push([useUser(), useAccess()]), '')
  const access = Access.load(ada, { slice: true })
  for (const given of [access, undefined, 'AAAA', Access.load(bytes)]) render({ access: given }, h(See))
  const [[user, was], [waiting, none], [refused], [nobody]] = seen
  assert.deepEqual([user.id, user.pending, user.error, user.can('createRun'), user.canAny('visit', 'createRun'), user.canAll('visit', 'createRun'), user.canAll(), user.check('createRun').role, was === access], ['ada', false, undefined, true, true, false, false, 'operator', true])
  assert.deepEqual(user.permissions(), access.user().permissions())
  assert.deepEqual([waiting.id, waiting.pending, waiting.can('createRun'), waiting.check('createRun'), waiting.permissions(), none], [undefined, true, false, undefined, [], undefined])
  assert.deepEqual([refused.error.code, refused.pending, refused.can('createRun')], ['not-a-snapshot', false, false])
  assert.deepEqual([nobody.error.code, nobody.can('createRun')], ['no-user', false])
})
