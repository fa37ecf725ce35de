// What a browser downloads for load, can and user: the bundled JavaScript with the module in it, brotli.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'
import { install } from './installed.mjs'

const budgets = '../../benches/budgets.json'
const { what, limit } = JSON.parse(readFileSync(new URL(budgets, import.meta.url), 'utf8')).find(({ name }) => name === 'shipped')

const gate = `
import { Access } from 'rolepack'
export const ask = (bytes, user, permission) => {
  const access = Access.load(bytes)
  return access.can(user, permission) && access.user(user).can(permission)
}
`

async function weigh(context) {
  const folder = install()
  writeFileSync(join(folder, 'gate.mjs'), gate)
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder, entryPoints: ['gate.mjs'], outdir: 'out', bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022', metafile: true, write: false,
  })
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path, brotli(contents)]))
  const size = (path) => sizes.get(join(folder, path))
  const counted = [...downloaded(metafile, 'out/gate.js')]
  const total = counted.reduce((sum, path) => sum + size(path), 0)
  const wasm = brotli(readFileSync(join(folder, 'node_modules/rolepack/dist/wasm/gate.wasm')))
  context.diagnostic(`${what}: ${total} bytes of at most ${limit} (the module alone: ${wasm})`)
  for (const path of Object.keys(metafile.outputs)) context.diagnostic(`${path}: ${size(path)}${counted.includes(path) ? '' : ', on demand'}`)
  return total
}

test('the gate keeps to its budget', async (context) => {
  const total = await weigh(context)
  assert.ok(total <= limit, `${total} bytes of at most ${limit}, the limit of \`shipped\` in benches/budgets.json`)
})

/** The file and all that it imports at once; not what it imports on demand. */
function downloaded({ outputs }, path, seen = new Set()) {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const { path: next, kind } of outputs[path].imports) if (kind === 'import-statement') downloaded({ outputs }, next, seen)
  return seen
}

function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } }).length
}
