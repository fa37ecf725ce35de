// `rolepack/slim`: the same answers from a module that is given, however it comes; what is none, or another version's, is refused.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install, vectors } from './installed.mjs'
import { refused } from './suite/check.mjs'
import errors from './suite/errors.mjs'
import malformed from './suite/malformed.mjs'
import vectorTests from './suite/vectors.mjs'

const folder = install()
const installed = join(folder, 'node_modules/rolepack')
writeFileSync(join(folder, 'slim.mjs'), "export * as slim from 'rolepack/slim'\nexport const file = import.meta.resolve('rolepack/engine.wasm')\n")
const { slim, file } = await import(pathToFileURL(join(folder, 'slim.mjs')))
const { main, full, author } = await import(pathToFileURL(join(folder, 'entries.mjs')))
const engine = readFileSync(new URL(file))
const { bytes } = author.pack({ organization: { id: 'acme' }, permissions: [{ key: 'p' }], roles: [{ id: 'r', permissions: ['p'] }], users: [{ id: 'u', roles: ['r'] }] })
const served = (body, type = 'application/wasm', status = 200) => new Response(body, { status, headers: { 'content-type': type } })

const early = refused(() => slim.Access.load(bytes))
test('nothing is loaded before the engine is there', () => {
  assert.ok(early instanceof slim.RolepackError && early.code === 'not-initialized')
})

const renamed = Buffer.from(engine)
renamed[renamed.length - 1] ^= 1
for (const [name, given, code] of [
  ['no module', new Uint8Array(8), 'wrong-engine'],
  ['a module of something else', new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]), 'wrong-engine'],
  ["another version's", renamed, 'wrong-engine'],
  ['the page that a server shows for what it does not find', served('<!doctype html>', 'text/html'), 'wrong-engine'],
  ['the same under the wrong name', served('<!doctype html>'), 'wrong-engine'],
  ['an answer without it', served('no', 'text/plain', 404), 'no-engine'],
]) {
  test(`refused: ${name}`, () => assert.rejects(slim.initialize(given), (error) => error instanceof main.RolepackError && error.code === code && error.help !== ''))
}

test('what is no engine at all is a wrong call', async () => {
  for (const given of [undefined, null, 5, 'engine.wasm', {}]) await assert.rejects(slim.initialize(given), TypeError)
})

test('a module and bytes are taken at once, an answer when it has arrived', async () => {
  for (const given of [() => new WebAssembly.Module(engine), () => engine, () => new Uint8Array(engine).buffer]) {
    slim.initialize(given())
    assert.ok(slim.Access.load(bytes).can('u', 'p'))
  }
  for (const given of [served(engine), served(engine, 'application/wasm; charset=x'), served(engine, 'application/octet-stream'), Promise.resolve(served(engine)), Promise.resolve(engine)]) {
    await slim.initialize(given)
    assert.ok(slim.Access.load(bytes).can('u', 'p'))
  }
})

test('its errors and handles are those of the other entries', () => {
  assert.throws(() => slim.Access.load(new Uint8Array()), main.LoadError)
  const handle = main.Access.load(bytes).permission('p')
  assert.ok(handle instanceof slim.Permission && slim.Access.load(bytes).user('u').can(handle))
})

test('it holds no module', () => {
  const reached = new Set()
  const reach = (path) => {
    if (reached.has(path)) return
    reached.add(path)
    for (const [, next] of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)) reach(join(path, '..', next))
  }
  reach(join(installed, 'dist/slim.js'))
  assert.ok(reached.size > 5)
  for (const path of reached) assert.ok(!path.endsWith('.inline.js'), path)
})

// What the suite prepares it prepares now.
slim.initialize(engine)
for (const suite of [vectorTests({ main: slim, full, author }, vectors()), errors({ main: slim, full, author }), malformed({ main: slim, full, author })]) {
  for (const [name, run] of suite) test(name, run)
}
