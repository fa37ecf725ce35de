// The README's examples run, and every line that shows an answer gives it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checked } from './examples.mjs'
import { install } from './installed.mjs'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code)

const before = `
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { pack as packSource } from 'rolepack/author'
import { Access as Full } from 'rolepack/full'
const { bytes: whole } = packSource({
  organization: { id: 'acme' },
  permissions: [{ key: 'createRun' }, { key: 'purchasing/taxScheduleMap', rights: ['list', 'add'] }],
  roles: [{ id: 'operator', permissions: ['createRun', { permission: 'purchasing/taxScheduleMap', rights: ['list'] }] }],
  users: [{ id: 'ada@acme.example', roles: ['operator'] }],
  groupMappings: [{ provider: 'okta', group: 'MES-Operators', roles: ['operator'] }],
  accessLevels: [{ key: 'plant-a', company: 'ACME', description: 'A', isDefault: true, locations: ['A'] }],
})
writeFileSync('acme.rolepack', whole)
const engine = readFileSync(new URL(import.meta.resolve('rolepack/engine.wasm')))
globalThis.fetch = async (path) => path === '/engine.wasm'
  ? new Response(engine, { headers: { 'content-type': 'application/wasm' } })
  : new Response(Full.load(whole).slice('ada@acme.example'))
`

const folder = install()
examples.forEach((code, at) => test(`README example ${at + 1}`, () => {
  const file = `example-${at}.mjs`
  writeFileSync(join(folder, file), before + checked(code))
  execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
}))

test('the README has examples', () => {
  if (examples.length !== 5) throw new Error(`${examples.length} examples`)
})
