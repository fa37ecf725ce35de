// The package as users get it: packed, and installed into a folder of its own.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('..', import.meta.url))
const vectorFolder = fileURLToPath(new URL('../../tests/vectors/', import.meta.url))

/** Puts the packed package into a new folder, gone when the process ends. There is no more to an install: it has no scripts and no dependencies. */
export function install() {
  const folder = passing()
  const place = join(folder, 'node_modules/rolepack')
  mkdirSync(place, { recursive: true })
  execFileSync('tar', ['-xzf', packed(), '-C', place, '--strip-components=1'])
  return described(folder)
}

/** Has npm install it, with what it starts by name: into a new folder, unless one is given. */
export function installByNpm(folder = passing()) {
  copyFileSync(packed(), join(folder, 'rolepack.tgz'))
  described(folder)
  npm(folder, 'install', './rolepack.tgz', '--offline', '--no-audit', '--no-fund', '--ignore-scripts')
  return folder
}

function described(folder) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  writeFileSync(join(folder, 'entries.mjs'), "export * as main from 'rolepack'\nexport * as full from 'rolepack/full'\nexport * as author from 'rolepack/author'\nexport * as js from 'rolepack/js'\nexport * as live from 'rolepack/live'\nexport * as edge from 'rolepack/edge'\nexport * as authzen from 'rolepack/authzen'\nexport * as slices from 'rolepack/slices'\n")
  return folder
}

/** The package, packed by npm: once for all that test it, as long as no file of it changes. */
function packed() {
  const roots = readdirSync(source).filter((name) => name !== 'node_modules' && name !== 'test')
  const below = (name) => (statSync(join(source, name)).isDirectory() ? readdirSync(join(source, name), { recursive: true }).map((path) => join(name, path)) : [])
  const state = roots.flatMap((name) => [name, ...below(name)]).sort().map((path) => {
    const { size, mtimeMs, mode } = statSync(join(source, path))
    return `${path} ${size} ${mtimeMs} ${mode}`
  })
  const kept = join(source, 'node_modules/.cache/rolepack')
  const tarball = join(kept, `${createHash('sha256').update(state.join('\n')).digest('hex').slice(0, 16)}.tgz`)
  if (existsSync(tarball)) return tarball
  mkdirSync(kept, { recursive: true })
  // One that was made just now may be of a process that still reads it.
  for (const path of readdirSync(kept).map((name) => join(kept, name))) if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 3_600_000) rmSync(path, { force: true })
  const folder = passing()
  const [{ filename }] = JSON.parse(npm(folder, 'pack', source, '--json', '--ignore-scripts'))
  // Beside the place first: another process may look there at any moment.
  const beside = join(kept, `${process.pid}.new`)
  copyFileSync(join(folder, filename), beside)
  renameSync(beside, tarball)
  return tarball
}

function npm(cwd, ...args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function passing() {
  const folder = mkdtempSync(join(tmpdir(), 'rolepack-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The decision vectors by name. */
export function vectors() {
  const names = readdirSync(vectorFolder).filter((name) => name.endsWith('.json')).sort()
  return Object.fromEntries(names.map((name) => [name, JSON.parse(readFileSync(join(vectorFolder, name), 'utf8'))]))
}
