// A made-up user answers what is listed, and nothing else.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installedWith } from './installed-with.mjs'

const { fakeUser, Access, pack } = await installedWith([], "export { fakeUser } from 'rolepack/testing'\nexport { Access } from 'rolepack'\nexport { pack } from 'rolepack/author'\n")
const user = fakeUser({ allow: ['createRun', { permission: 'tax', right: 'add' }, { permission: 'closeRun', resource: { location: 'A', tool: 'T' } }] })
const reason = (...question) => user.check(...question).reason

test('what is listed is allowed', () => {
  assert.equal(user.can('createRun'), true)
  assert.equal(user.can('createRun', { resource: { location: 'Z' } }), true)
  assert.equal(user.can('tax', { right: 'add' }), true)
  for (const resource of [{}, { location: 'A' }, { location: 'A', tool: 'T' }]) assert.equal(user.can('closeRun', { resource }), true)
  assert.deepEqual([user.canAny('x', 'createRun'), user.canAll('createRun', 'x'), user.canAll('createRun'), user.canAll(), user.canAny()], [true, false, true, false, false])
  assert.deepEqual([user.permissions(), user.rights('tax'), user.rights('createRun')], [['closeRun', 'createRun', 'tax'], ['add'], []])
})

test('what is not is denied, with a reason', async () => {
  assert.equal(reason('createRuns'), 'not-granted')
  assert.equal(reason('toString'), 'not-granted')
  assert.equal(reason('tax'), 'right-required')
  assert.equal(reason('tax', { right: 'list' }), 'not-granted')
  assert.equal(reason('createRun', { right: 'list' }), 'unknown-right')
  assert.equal(reason('closeRun', { resource: { location: 'B' } }), 'out-of-scope')
  assert.equal(reason('closeRun', { resource: { location: 'A', company: 'ACME' } }), 'out-of-scope')
  for (const wrong of [[undefined], [''], [null], [{}], ['createRun', null], ['createRun', { rights: 'add' }], ['createRun', { resource: undefined }], ['createRun', { resource: { location: '' } }]]) assert.equal(reason(...wrong), 'invalid-request')
  assert.deepEqual((await user.explain('tax')).paths, [])
  assert.equal(fakeUser({ allow: [] }).can('createRun'), false)
})

test('a user of a snapshot has every method of it, and gives decisions of the same shape', () => {
  const real = Access.load(pack({ organization: { id: 'acme' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'r', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['r'] }] }).bytes).user('ada')
  const methods = new Set()
  for (let at = real; at !== Object.prototype; at = Object.getPrototypeOf(at)) for (const name of Object.getOwnPropertyNames(at)) methods.add(name)
  for (const name of ['constructor', 'question']) methods.delete(name)
  assert.deepEqual([...methods].filter((name) => !(name in user)), [])
  assert.deepEqual(Object.keys(user.check('createRun')).sort(), Object.keys(real.check('createRun')).sort())
  assert.deepEqual(Object.keys(user.check('x')).sort(), Object.keys(real.check('x')).sort())
})

test('a wrong list is refused', () => {
  for (const allow of [undefined, 'createRun', [''], [1], [null], [{}], [{ permission: 'a', rights: 'x' }], [{ permission: 'a', resource: { location: 1 } }], [{ permission: 'a', resource: [] }]]) assert.throws(() => fakeUser({ allow }), TypeError, JSON.stringify(allow))
  assert.throws(() => fakeUser({ id: '', allow: [] }), TypeError)
})
