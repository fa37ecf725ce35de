// The package as users get it: packed, and installed into a folder of its own.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('..', import.meta.url))
const vectorFolder = fileURLToPath(new URL('../../tests/vectors/', import.meta.url))

/** Installs the packed package into a folder: a new one, gone when the process ends, unless it is given. */
export function install(folder = passing()) {
  const npm = (...args) => execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const [{ filename }] = JSON.parse(npm('pack', source, '--json', '--ignore-scripts'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  npm('install', `./${filename}`, '--offline', '--no-audit', '--no-fund', '--ignore-scripts')
  writeFileSync(join(folder, 'entries.mjs'), "export * as main from 'rolepack'\nexport * as full from 'rolepack/full'\nexport * as author from 'rolepack/author'\nexport * as js from 'rolepack/js'\nexport * as live from 'rolepack/live'\nexport * as edge from 'rolepack/edge'\nexport * as authzen from 'rolepack/authzen'\nexport * as slices from 'rolepack/slices'\n")
  return folder
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
