// `rolepack`, the command line in the package, on every runtime that has files: it packs the sample to the same bytes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { binary } from './binaries.mjs'
import { fresh } from './fresh.mjs'
import { quiet } from './program.mjs'

const sample = fileURLToPath(new URL('../../../examples/acme-rockets/', import.meta.url))
const { pack } = await import(pathToFileURL(fresh('node_modules/rolepack/dist/author.js')))
const files = readdirSync(sample).filter((name) => statSync(join(sample, name)).isFile())
const { bytes } = pack(Object.fromEntries(files.map((name) => [name, readFileSync(join(sample, name), 'utf8')])), { at: new Date('2026-11-22') })

for (const [runtime, ...program] of [
  ['the oldest Node', binary('oldNode')],
  ['the newest Node', binary('node')],
  ['Deno', binary('deno'), 'run', '--allow-all', '--no-config'],
  ['Bun', binary('bun')],
]) {
  const run = (args, input) => spawnSync(program[0], [...program.slice(1), fresh('node_modules/rolepack/bin/rolepack.mjs'), ...args], { cwd: fresh(), env: quiet({}), input, timeout: 60_000 })
  test(`the command line, in ${runtime}`, () => {
    const packed = run(['pack', sample, '--at', '2026-11-22', '-o', '-'])
    assert.equal(packed.status, 0, String(packed.stderr))
    assert.deepEqual(packed.stdout, Buffer.from(bytes))
    assert.match(String(packed.stderr), /^note: wrote to standard output: [^\n]*\n$/)
    const refused = run(['check', sample, 'nobody', '--requests', '-'], '{"user":"nobody","permission":"updateRun"}\n')
    assert.equal(refused.status, 3, String(refused.stderr))
    const answered = run(['check', sample, '--requests', '-'], '{"user":"nobody","permission":"updateRun"}\n')
    assert.equal(answered.status, 0, String(answered.stderr))
    assert.match(String(answered.stdout), /^\{"allowed":false,"reason":"unknown-user"/)
  })
}
