// A page's blocks, run in a folder of its own.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checked } from '../../pkg/test/examples.mjs'
import { installWith } from '../../pkg/test/installed-with.mjs'
import { agrees, blocks, commands } from './blocks.mjs'
import { rolepack } from './rolepack.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const typescript = join(repository, 'pkg/node_modules/typescript/bin/tsc')
const peers = join(repository, 'benches/peers')
/** What the examples may import, and where it is installed. */
const packages = [
  ['rolepack', installWith(['jose', 'react', 'react-dom', 'scheduler', 'svelte', 'vue', '@vue'])],
  ['playwright-core', join(repository, 'docs')],
  ...['esbuild', 'hono', 'jose', 'react', 'react-dom', 'svelte', 'vue'].map((name) => [name, join(repository, 'pkg')]),
  ...['@casl/ability', 'casbin', '@cedar-policy/cedar-wasm'].map((name) => [name, peers]),
]

/**
 * Runs a page from its first block to its last.
 *
 * @param {string} path  of the page, from the root of the repository
 * @returns {Promise<number>} how many blocks were run
 */
export async function run(path) {
  const page = blocks(await readFile(join(repository, path), 'utf8')).filter(({ shown, language }) => !shown && language !== 'rust')
  if (page.length === 0) return 0
  const folder = await mkdtemp(join(tmpdir(), 'rolepack-page-'))
  try {
    await mkdir(join(folder, 'node_modules'))
    for (const [name, from] of packages) {
      const place = join(folder, 'node_modules', name)
      await mkdir(dirname(place), { recursive: true })
      await symlink(join(from, 'node_modules', name), place)
    }
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
    const before = page.filter(({ before }) => before).map(({ code }) => code).join('')
    for (const block of page.filter(({ before }) => !before)) {
      await runBlock(folder, block, before).catch((error) => {
        throw new Error(`${path}:${block.line}: ${error.message}`, { cause: error })
      })
    }
    if (page.some(({ language }) => language === 'ts')) await compile(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return page.length
}

async function runBlock(folder, { language, name, code, line }, before) {
  if (name || language === 'ts') {
    const file = join(folder, name ?? `block-${line}.ts`)
    await mkdir(dirname(file), { recursive: true })
    // An example on its own line is a module of its own, so that names may come again.
    await writeFile(file, language === 'ts' && !/^(import|export)\b/m.test(code) ? `${code}export {}\n` : code)
  } else if (language === 'console') {
    for (const said of commands(code)) await command(folder, said)
  } else if (language === 'js') {
    const file = join(folder, `block-${line}.mjs`)
    await writeFile(file, `import assert from 'node:assert/strict'\n${before}${checked(code)}`)
    const { status, out, error } = await started(process.execPath, [file], folder)
    assert.equal(status, 0, out + error)
  } else {
    throw new Error(`what is to be done with a block of \`${language}\`? name its file, or say \`shown\``)
  }
}

async function command(folder, { command, printed }) {
  const { out, error } = await started('sh', ['-c', command], folder)
  if ([out, error + out, out + error].some((text) => agrees(text, printed))) return
  assert.equal(`${out}${error}`.trimEnd(), printed.join('\n'), `$ ${command}`)
}

async function compile(folder) {
  const options = { strict: true, noEmit: true, target: 'es2022', module: 'nodenext', lib: ['es2023', 'dom', 'esnext.disposable'], skipLibCheck: false }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['**/*.ts'] }))
  const { status, out, error } = await started(process.execPath, [typescript, '--project', folder], folder)
  assert.equal(status, 0, out + error)
}

/** @returns {Promise<{ status: number, out: string, error: string }>} */
function started(program, args, folder) {
  const env = { ...process.env, PATH: `${dirname(rolepack())}${delimiter}${process.env.PATH}`, NO_COLOR: '1', COLUMNS: '100', NODE_NO_WARNINGS: '1' }
  return new Promise((done) => {
    execFile(program, args, { cwd: folder, env, timeout: 60_000 }, (failed, out, error) => done({ status: failed ? (failed.code ?? 1) : 0, out, error }))
  })
}
