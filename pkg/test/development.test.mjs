// Under the export condition `development` a permission that does not exist is told, once; without it nothing is.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install } from './installed.mjs'

const folder = install()
writeFileSync(join(folder, 'asked.mjs'), `
import { readFileSync } from 'node:fs'
import { Access, LoadError, Permission, User } from 'rolepack'
import * as full from 'rolepack/full'
import * as slim from 'rolepack/slim'
import { pack } from 'rolepack/author'
slim.initialize(readFileSync(new URL(import.meta.resolve('rolepack/engine.wasm'))))
const { bytes } = pack({
  organization: { id: 'acme' },
  permissions: [{ key: 'createRun' }, { key: 'updateRun' }, { key: 'tax', rights: ['list', 'add'] }],
  roles: [{ id: 'operator', permissions: ['createRun'] }, { id: 'nobody' }],
  users: [{ id: 'ada', roles: ['operator'] }, { id: 'noor', roles: ['nobody'] }],
})
const warned = []
console.warn = (text) => warned.push(text)
const told = (run) => (warned.length = 0, [run(), ...warned])
const asked = {}
for (const [name, access] of Object.entries({ main: Access.load(bytes), full: full.Access.load(bytes), slim: slim.Access.load(bytes) })) {
  const ada = access.user('ada')
  const typo = name + 'Run'
  asked[name] = {
    known: [told(() => access.can('ada', 'createRun')), told(() => access.can('ada', 'updateRun')), told(() => ada.can('tax', { right: 'list' })), told(() => ada.can('tax')), told(() => ada.can('tax', { right: 'ad' })), told(() => access.can('nobody', 'createRun')), told(() => access.can('', '')), told(() => access.can(5, {}))],
    first: told(() => ada.can(typo)),
    again: [told(() => ada.can(typo)), told(() => access.can('ada', typo)), told(() => access.check('ada', typo).reason), told(() => ada.can(access.permission(typo)))],
    ways: [told(() => access.can('ada', name + 1)), told(() => access.can({ user: 'ada', permission: name + 2 })), told(() => access.check('ada', name + 3).allowed), told(() => ada.can(access.permission(name + 4))), told(() => ada.canAny(name + 5)), told(() => ada.can(name + 6, { right: 'x' }))],
  }
}
const access = Access.load(bytes)
asked.meant = ['craeteRun', 'CREATERUN', 'updateRuns', 'zzzzzz'].map((typo) => told(() => access.can('ada', typo))[1])
const slice = full.Access.load(bytes).slice('ada')
const explaining = full.Access.load(bytes).slice('ada', { explain: true })
asked.slice = [slice, explaining].map((bytes) => told(() => Access.load(bytes, { slice: true }).check('ada', bytes === slice ? 'sliced' : 'explained').reason))
asked.rest = Array.from({ length: 60 }, (_, at) => told(() => access.can('ada', 'other' + at)).length - 1).reduce((sum, count) => sum + count)
try {
  Access.load(new Uint8Array())
} catch (error) {
  asked.same = error instanceof full.LoadError && error instanceof slim.LoadError && access.permission('x') instanceof slim.Permission
}
asked.classes = [access instanceof Access, access.user('ada') instanceof User, LoadError.name, Permission.name]
console.log(JSON.stringify(asked))
`)
const run = (...options) => JSON.parse(execFileSync(process.execPath, [...options, 'asked.mjs'], { cwd: folder, encoding: 'utf8' }))
const told = run('--conditions=development')
const silent = run()
const text = (key, meant = '') => `rolepack: no permission of \`acme\` is named \`${key}\`, so it is denied${meant && `; did you mean \`${meant}\`?`}`

for (const name of ['main', 'full', 'slim']) {
  test(`${name}: what exists, and what is malformed, is denied without a word`, () => assert.deepEqual(told[name].known, [[true], ...Array(7).fill([false])]))
  test(`${name}: the first denial is told, the next are not`, () => {
    assert.deepEqual(told[name].first, [false, text(`${name}Run`)])
    assert.deepEqual(told[name].again, [[false], [false], ['unknown-permission'], [false]])
  })
  test(`${name}: however it is asked`, () => assert.deepEqual(told[name].ways.map(([answer, ...rest]) => [answer, rest.length]), Array(6).fill([false, 1])))
}
test('what was meant is told, where anything is near', () => {
  assert.deepEqual(told.meant, [text('craeteRun', 'createRun'), text('CREATERUN', 'createRun'), text('updateRuns', 'updateRun'), text('zzzzzz')])
})
test('of a slice what it does not know is told where it was cut to explain', () => {
  assert.deepEqual(told.slice, [['not-granted'], ['unknown-permission', text('explained')]])
})
test('not more than fifty are told', () => assert.equal(told.rest, 50 - 3 * 7 - 4 - 1))
test('without the condition nothing is told, and the answers are the same', () => {
  const answers = (all) => JSON.parse(JSON.stringify(all, (_, value) => (Array.isArray(value) && value.some((entry) => String(entry).startsWith('rolepack: ')) ? value.slice(0, 1) : value)))
  assert.deepEqual([silent.main, silent.full, silent.slim], [told.main, told.full, told.slim].map(answers))
  assert.deepEqual([silent.meant, silent.rest], [[null, null, null, null], 0])
})
test('classes are the same everywhere', () => {
  for (const { same, classes } of [told, silent]) assert.deepEqual([same, classes], [true, [true, true, 'LoadError', 'Permission']])
})
