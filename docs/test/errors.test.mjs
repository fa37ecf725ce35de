// The page of errors names every code that the code has, and no other.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path) => readFileSync(join(root, path), 'utf8')
const page = read('docs/errors.md')

/** The Rust of a folder or a file, as `[path, text]`. */
function rust(path) {
  if (path.endsWith('.rs')) return [[path, read(path)]]
  return readdirSync(join(root, path), { recursive: true }).filter((name) => name.endsWith('.rs')).map((name) => [`${path}/${name}`, read(`${path}/${name}`)])
}

/** What the first cells of a section's tables say; the section ends where the next one begins. */
function listed(from, to) {
  const section = page.slice(page.indexOf(`\n## ${from}\n`) + 1)
  const end = section.indexOf(`\n## ${to}\n`)
  const text = end < 0 ? section : section.slice(0, end)
  return text.split('\n').filter((line) => /^\| (?!---|code \||it says \|)/.test(line)).map((line) => line.slice(2, line.indexOf(' | ')))
}

const codes = (cells) => cells.map((cell) => cell.replaceAll('`', '')).sort()
const sorted = (names) => [...new Set(names)].sort()
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name)
/** The names that a function `code` of that file gives. */
const given = (path) => all(/fn code\(.*?\n    \}\n/s.exec(read(path))[0], /=> "([^"]+)"/g)

test('loading', () => {
  assert.deepEqual(codes(listed('Loading a snapshot', 'Signatures')), sorted(given('src/snapshot/error.rs')))
})

test('signatures', () => {
  const [key, signature] = all(read('src/signature/error.rs'), /(fn code\(.*?\n    \}\n)/gs).map((code) => all(code, /=> "([^"]+)"/g))
  assert.deepEqual(codes(listed('Signatures', 'Packing')), sorted([...key, ...signature]))
})

test('packing', () => {
  const bindings = all(read('src/wasm/author.rs'), /refusal\("([^"]+)"/g)
  assert.deepEqual(codes(listed('Packing', 'Swapping')), sorted([...given('src/pack/mod.rs'), ...bindings]))
})

test('swapping', () => {
  assert.deepEqual(codes(listed('Swapping', 'Cutting and comparing')), sorted(given('src/live/error.rs')))
})

test('cutting and comparing', () => {
  const known = [...given('src/access/cut/error.rs'), ...given('src/compare/mod.rs')]
  assert.deepEqual(codes(listed('Cutting and comparing', 'Problems of a source')), sorted(known))
})

test('guards', () => {
  const files = ['edge', 'jwt', 'express', 'slices'].flatMap((folder) => readdirSync(join(root, 'pkg/src', folder)).map((name) => read(`pkg/src/${folder}/${name}`)))
  assert.deepEqual(codes(listed('Guards', 'JavaScript')), sorted(files.flatMap((text) => all(text, /new Refusal\(\d{3}, '([^']+)'/g))))
})

test('JavaScript', () => {
  const files = readdirSync(join(root, 'pkg/src'), { recursive: true }).filter((name) => name.endsWith('.ts')).map((name) => read(`pkg/src/${name}`))
  const loading = all(/type LoadErrorCode =(.*?)\n\n/s.exec(read('pkg/src/errors.ts'))[1], /'([^']+)'/g)
  const rust = given('src/snapshot/error.rs')
  assert.deepEqual(rust.filter((code) => !loading.includes(code)), [], 'a code that JavaScript does not know')
  const told = (name) => files.flatMap((text) => all(text, new RegExp(`new ${name}\\('([^']+)'`, 'g')))
  const why = all(/type Why =(.*)/.exec(read('pkg/src/live/errors.ts'))[1], /'([^']+)'/g)
  const signatures = codes(listed('Signatures', 'Packing'))
  const helped = all(read('src/wasm/reviewing.rs'), /helped\("([^"]+)"/g)
  const own = [...helped, ...loading.filter((code) => !rust.includes(code)), ...told('RolepackError'), ...told('FetchError'), ...why]
  assert.deepEqual(codes(listed('JavaScript', 'A Durable Object')), sorted([...own, ...[...told('KeyError'), ...told('SignatureError')].filter((code) => !signatures.includes(code))]))
  assert.deepEqual(sorted(told('SwapError')), codes(listed('Swapping', 'Cutting and comparing')))
})

test('a Durable Object', () => {
  assert.deepEqual(codes(listed('A Durable Object')), sorted(all(read('pkg/src/durable-object/keeper.ts'), /problem\(\d+, '([^']+)'/g)))
})

test('problems', () => {
  const files = ['src/source', 'src/model', 'src/import', 'src/review', 'src/expect'].flatMap(rust)
  const name = /"([a-z0-9]+(?:-[a-z0-9]+)*)"/.source
  // Where a code is not written at the place of the finding, it is written in one of these ways.
  const ways = [`Finding::new\\(\\s*${name}`, `refuse\\(\\s*${name}`, `\\.unknown\\(\\s*${name}`, `List::\\w+, ${name}`, `Some\\(\\(${name},`].map((way) => new RegExp(way, 'g'))
  const elsewhere = files.filter(([, text]) => /Finding::new\(\s*[a-z]/.test(text)).map(([path]) => path)
  const seen = ['src/expect/names.rs', 'src/model/ids.rs', 'src/model/levels.rs', 'src/model/unknown.rs', 'src/review/decided.rs']
  assert.deepEqual(elsewhere.sort(), seen, 'a finding whose code is written in a way that this test does not see')
  assert.deepEqual(codes(listed('Problems of a source', 'Findings of lint')), sorted(files.flatMap(([, text]) => ways.flatMap((way) => all(text, way)))))
})

test('findings of lint', () => {
  assert.deepEqual(codes(listed('Findings of lint', 'The command line')), sorted(all(read('src/lint/codes.rs'), /Code \{ code: "([^"]+)"/g)))
})

test('what the command line says', () => {
  const text = rust('src/bin/rolepack').map(([, text]) => text).join('\n')
  const plain = (message) => message.replace(/\{[^}]*\}/g, '…')
  const literal = '"((?:[^"\\\\]|\\\\.)*)"'
  const said = [
    ...all(text, new RegExp(`Failure::(?:invalid|failed)\\(\\s*(?:format!\\(\\s*)?${literal}`, 'g')),
    ...all(text, new RegExp(`Failure::io\\(\\s*(?:format_args!\\(\\s*)?${literal}`, 'g')).map((doing) => `${doing}: {}`),
    ...all(text, new RegExp(`(?:Err|ok_or)\\((?:format!\\()?${literal}`, 'g')),
  ].map(plain)
  const lines = text.split('\n').map(plain)
  const here = listed('The command line', 'Guards')
  assert.deepEqual(sorted(said).filter((message) => !here.includes(message)), [], 'not on the page')
  assert.deepEqual(here.filter((message) => !said.includes(message) && !lines.some((line) => line.includes(`"${message}"`))), [], 'no longer said')
  assert.ok(said.length > 30)
})

test('reasons', () => {
  const concepts = read('docs/concepts.md')
  const table = /\| reason \| says .*?\n\n/s.exec(concepts)[0]
  assert.deepEqual(all(table, /^\| `([a-z-]+)`/gm), all(/fn name\(self\).*?\n    \}\n/s.exec(read('src/access/decision.rs'))[0], /=> "([^"]+)"/g))
})

test('every entry says how to mend it', () => {
  for (const line of page.split('\n').filter((line) => line.startsWith('| '))) {
    const cells = line.slice(2, -2).split(' | ')
    assert.ok(cells.length >= 2 && cells.every((cell) => cell.trim() !== ''), line)
  }
})
