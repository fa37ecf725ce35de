// The lines that `rolepack init` prints to be pasted gate a button.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install } from './installed.mjs'

const starter = new URL('../../src/starter/', import.meta.url)
const paste = readFileSync(new URL('paste.js', starter), 'utf8').trimEnd().split('\n')
const folder = install()

for (const [name, question, hidden] of [
  ['plain', "'createRun'", "'closeRun'"],
  ['ion', "'updateRunStep'", "'updateRun'"],
  ['intacct', "'purchasing/taxScheduleMap', { right: 'list' }", "'purchasing/taxScheduleMap', { right: 'delete' }"],
]) {
  test(name, () => {
    const source = readFileSync(new URL(`${name}.yaml`, starter), 'utf8').replace('$ORGANIZATION', 'acme').replace('$CATALOGUE', `${name}@1`)
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, `
import assert from 'node:assert/strict'
import { pack } from 'rolepack/author'
import { Access as Full } from 'rolepack/full'
const slice = Full.load(pack(${JSON.stringify(source)}).bytes).slice('ada@acme.example')
const button = {}
globalThis.fetch = async () => new Response(slice)
globalThis.document = { querySelector: () => button }
${paste.join('\n').replace('$QUESTION', hidden)}
assert.equal(button.disabled, true)
${paste.at(-1).replace('$QUESTION', question)}
assert.equal(button.disabled, false)
`)
    execFileSync(process.execPath, [file], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  })
}
