// Packs the package once, installs it into a fresh folder among the applications that use it, and runs the tests on that: those named
// on the command line, or all.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installByNpm, vectors } from '../installed.mjs'
import { fresh, tool } from './fresh.mjs'

rmSync(fresh(), { recursive: true, force: true })
mkdirSync(fresh(), { recursive: true })
installByNpm(fresh())
// What `rolepack/jwt` is a peer of.
symlinkSync(tool('jose'), fresh('node_modules/jose'))
cpSync(new URL('apps', import.meta.url), fresh(), { recursive: true })
cpSync(new URL('../suite', import.meta.url), fresh('suite'), { recursive: true })
// As a string: an object literal would take the name `__proto__` for something else.
writeFileSync(fresh('vectors.mjs'), `export default JSON.parse(${JSON.stringify(JSON.stringify(vectors()))})\n`)

const here = fileURLToPath(new URL('.', import.meta.url))
const all = readdirSync(here).flatMap((name) => /^(.+)\.test\.mjs$/.exec(name)?.[1] ?? [])
// What takes longest is begun first.
const longest = ['examples-next', 'next', 'examples-cloudflare', 'examples-svelte', 'examples-react', 'webpack', 'vitest', 'bun']
const chosen = process.argv.length > 2 ? process.argv.slice(2) : [...longest, ...all.filter((name) => !longest.includes(name))]
const { status } = spawnSync(
  process.execPath,
  // What hangs is a failure. Two at a time: each is a program or two of its own.
  ['--test', '--test-reporter=spec', '--test-concurrency=2', '--test-timeout=900000', ...chosen.map((name) => `${name}.test.mjs`)],
  { cwd: here, stdio: 'inherit' },
)
process.exit(status ?? 1)
