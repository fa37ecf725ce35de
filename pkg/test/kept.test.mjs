// The grants of users who were asked about are kept, as many as fit. Here few fit, so that all is let go and begun anew many times, and
// set aside where nobody is asked about twice: every answer stays that of `check`, and what is kept stays bounded.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'

const installed = (name) => import(pathToFileURL(join(install(), 'node_modules/rolepack/dist', name)).href)
const { Access } = await installed('index.js')
const { pack } = await installed('author.js')

const USERS = 2500
const names = (count, letter) => Array.from({ length: count }, (_, at) => `${letter}${at}`)
// 9,020 grants: a row of 1,128 bytes, of which 929 fit; it is longer than the buffer, so that asking for it moves that.
const rights = names(100, 'r')
const plain = names(20, 'p')
const { bytes } = pack({
  organization: { id: 'acme' },
  permissions: [...names(90, 'many').map((key) => ({ key, rights })), ...plain.map((key) => ({ key }))],
  roles: plain.map((key, at) => ({ id: `role${at}`, permissions: [key] })),
  users: names(USERS, 'user').map((id, at) => ({ id, active: at % 7 !== 0, roles: [`role${at % 20}`, `role${(at * 3 + 1) % 20}`].filter((id, place, all) => all.indexOf(id) === place) })),
})

/** Numbers below a bound, the same ones every time. */
function drawn() {
  let state = 7
  return (bound) => (state = (state * 48271) % 2147483647) % bound
}

function compare(access, askedUsers, checks) {
  const draw = drawn()
  for (let check = 0; check < checks; check++) {
    // Some are unknown, malformed, or not written plainly.
    const user = [`user${askedUsers(draw, check)}`, 'nobody', '', 'usér1', `user${draw(USERS)}`][draw(20) < 16 ? 0 : draw(5)]
    const permission = draw(10) === 0 ? 'many1' : plain[draw(20)]
    const { allowed } = access.check(user, permission)
    assert.equal(access.can(user, permission), allowed, `${check}: ${user}, ${permission}`)
    if (check % 16 === 0) assert.equal(access.user(user).can(permission), allowed)
  }
}

test('few users, again and again', () => compare(Access.load(bytes), (draw) => draw(50), 3_000))
test('more users than fit, drawn at random', () => compare(Access.load(bytes), (draw) => draw(USERS), 9_000))
test('one user after the other, each once in a round', () => compare(Access.load(bytes), (_, check) => check % USERS, 80_000))

test('by handles alone, so that nothing else finds the buffer anew', () => {
  const access = Access.load(bytes)
  const other = Access.load(bytes)
  const handles = plain.map((key) => access.permission(key))
  const draw = drawn()
  for (let check = 0; check < 5_000; check++) {
    const [user, permission] = [`user${draw(USERS + 50)}`, draw(20)]
    assert.equal(access.can(user, handles[permission]), other.check(user, plain[permission]).allowed, `${check}: ${user}, ${permission}`)
  }
})

test('ids too long to be kept, and more users than are kept', () => {
  const ids = [...names(17_000, 'u'), 'x'.repeat(129), 'y'.repeat(512)]
  const { bytes } = pack({ organization: { id: 'acme' }, permissions: [{ key: 'p' }, { key: 'q' }], roles: [{ id: 'r', permissions: ['p'] }], users: ids.map((id, at) => ({ id, roles: at % 3 ? ['r'] : [] })) })
  const access = Access.load(bytes)
  for (let round = 0; round < 3; round++) {
    ids.forEach((id, at) => {
      if (access.can(id, 'p') !== (at % 3 > 0) || access.can(id, 'q')) assert.fail(`round ${round}: ${id}`)
    })
  }
})

test('a part of a long text is not kept with it', () => {
  const access = Access.load(bytes)
  const long = (at) => `user${at % USERS} and much more: ${'x'.repeat(1 << 20)}${at}`
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let at = 0; at < 130; at++) {
    const text = long(at)
    access.can(text.slice(0, text.indexOf(' ')), text.slice(0, 2))
    access.can(text.slice(0, 40), 'p1')
  }
  globalThis.gc?.()
  assert.ok(process.memoryUsage().heapUsed - before < 64 * 2 ** 20, 'what was kept keeps the texts that it was cut from')
})

test('what is given up denies, whoever is kept', () => {
  const access = Access.load(bytes)
  const handle = access.permission('p1')
  const user = access.user('user1')
  assert.ok(access.can('user1', 'p1') && user.can('p1') && user.can(handle))
  access.close()
  assert.ok(!access.can('user1', 'p1') && !access.can('user1', handle) && !user.can('p1') && !user.can(handle))
  assert.deepEqual([user.permissions(), user.rights('many1'), access.permission('p1').key], [[], [], 'p1'])
})
