// What a browser downloads for load, can and user: the bundled JavaScript with the module in it, brotli.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'
import { install } from './installed.mjs'
import { svelte } from './svelte-compiled.mjs'

const budgets = '../../benches/budgets.json'
const budget = (of) => JSON.parse(readFileSync(new URL(budgets, import.meta.url), 'utf8')).find(({ name }) => name === of)
const { what, limit } = budget('shipped')

const gate = `
import { Access } from 'rolepack'
export const ask = (bytes, user, permission) => {
  const access = Access.load(bytes)
  return access.can(user, permission) && access.user(user).can(permission)
}
`

const FRAMEWORKS = ['react', 'svelte', 'vue']
const BINDINGS = ['react', 'svelte', 'vue', 'dom', 'keep']

const folder = install()
const bundle = (entry, conditions = []) => {
  writeFileSync(join(folder, 'gate.mjs'), gate.replace("'rolepack'", `'${entry}'`))
  return build({
    absWorkingDir: folder, entryPoints: ['gate.mjs'], outdir: 'out', bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022', metafile: true, write: false, conditions,
  })
}

async function weigh(context) {
  const { outputFiles, metafile } = await bundle('rolepack')
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path, brotli(contents)]))
  const size = (path) => sizes.get(join(folder, path))
  const counted = [...downloaded(metafile, 'out/gate.js')]
  const total = counted.reduce((sum, path) => sum + size(path), 0)
  const wasm = brotli(readFileSync(join(folder, 'node_modules/rolepack/dist/engine.wasm')))
  context.diagnostic(`${what}: ${total} bytes of at most ${limit} (the module alone: ${wasm})`)
  for (const path of Object.keys(metafile.outputs)) context.diagnostic(`${path}: ${size(path)}${counted.includes(path) ? '' : ', on demand'}`)
  return total
}

test('the gate keeps to its budget', async (context) => {
  const total = await weigh(context)
  assert.ok(total <= limit, `${total} bytes of at most ${limit}, the limit of \`shipped\` in benches/budgets.json`)
})

test('the reader in JavaScript alone keeps to its budget', async (context) => {
  const { what, limit } = budget('js')
  writeFileSync(join(folder, 'js.mjs'), "export { Access } from 'rolepack/js'")
  const { outputFiles } = await build({ absWorkingDir: folder, entryPoints: ['js.mjs'], bundle: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022', write: false })
  const total = brotli(outputFiles[0].contents)
  context.diagnostic(`${what}: ${total} bytes of at most ${limit}`)
  assert.ok(total <= limit, `${total} bytes of at most ${limit}, the limit of \`js\` in benches/budgets.json`)
})

test('each binding keeps to its budget beside the core', async (context) => {
  const weighed = async (name, code) => {
    writeFileSync(join(folder, name), code)
    const { outputFiles } = await build({ absWorkingDir: folder, entryPoints: [name], outdir: 'out', bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, external: FRAMEWORKS, conditions: ['svelte'], plugins: [svelte('client')] })
    // What is loaded on demand is the same in both. Its names end by chance, and what brotli makes of that is more than some changes weigh.
    const { text } = outputFiles.find(({ path }) => path.endsWith(`/out/${name.replace('.mjs', '.js')}`))
    return brotli(Buffer.from(text.replace(/-[A-Z0-9]{8}(?=\.js)/g, '')))
  }
  const core = await weighed('core.mjs', "export { Access } from 'rolepack'")
  for (const binding of BINDINGS) {
    const { what, limit } = budget(binding)
    const total = (await weighed(`${binding}.mjs`, `export { Access } from 'rolepack'\nexport * from 'rolepack/${binding}'`)) - core
    context.diagnostic(`${what}: ${total} bytes of at most ${limit}`)
    assert.ok(total <= limit, `${total} bytes of at most ${limit}, the limit of \`${binding}\` in benches/budgets.json`)
  }
})

test('what warns in development is in no other bundle', async (context) => {
  const holds = async (entry, conditions) => (await bundle(entry, conditions)).outputFiles.filter(({ text }) => text.includes('did you mean')).length
  for (const entry of ['rolepack', 'rolepack/slim', 'rolepack/full']) {
    assert.equal(await holds(entry), 0, entry)
    assert.equal(await holds(entry, ['development']), 1, entry)
  }
  const { outputFiles } = await bundle('rolepack/slim')
  context.diagnostic(`rolepack/slim: ${outputFiles.reduce((sum, { contents }) => sum + brotli(contents), 0)} bytes beside the module`)
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
