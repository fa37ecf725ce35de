// The examples, each in a folder of its own among the packages that it names, started by the one command that its page tells.
import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { fresh, tool } from './fresh.mjs'
import { quiet, say } from './program.mjs'

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url))
const beside = fileURLToPath(new URL('../../node_modules/', import.meta.url))
/** What starting an example makes. */
const made = ['node_modules', '.local', '.env', '.next', '.svelte-kit', '.wrangler', 'dist', 'next-env.d.ts']

/** Puts an example into the fresh folder, as `npm install` would: this package and what is local are copied, the packages of others linked. */
export function example(name, { program = process.execPath, env = {} } = {}) {
  const folder = fresh(`examples/${name}`)
  cpSync(join(examples, name), folder, { recursive: true, filter: (path) => !made.includes(basename(path)) })
  // What some of them show.
  cpSync(join(examples, 'acme-rockets'), fresh('examples/acme-rockets'), { recursive: true })
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json')))
  for (const wanted of Object.keys({ ...dependencies, ...devDependencies })) install(wanted, join(folder, 'node_modules'))

  const told = { DENO_NO_UPDATE_CHECK: '1', DENO_DIR: fresh('deno'), ...env, PORT: '0', PATH: [dirname(program), process.env.PATH].join(delimiter) }
  const run = (command, ...args) => say(command, args, { cwd: folder, env: told })
  return {
    folder,
    run,
    /** A token, by the program that `token` of the example is. */
    token: async (...who) => (await run(process.execPath, join(folder, 'node_modules/examples-local/token.mjs'), ...who)).trim(),
    start: (...command) => started(command, folder, told),
  }
}

function install(name, modules) {
  const place = join(modules, name)
  mkdirSync(dirname(place), { recursive: true })
  const copied = { rolepack: fresh('node_modules/rolepack'), 'examples-local': join(examples, 'local') }[name]
  if (copied) cpSync(copied, place, { recursive: true })
  else symlinkSync(existsSync(tool(name)) ? tool(name) : join(beside, name), place)
  const { bin = {} } = JSON.parse(readFileSync(join(place, 'package.json')))
  mkdirSync(join(modules, '.bin'), { recursive: true })
  for (const [command, path] of Object.entries(typeof bin === 'string' ? { [name]: bin } : bin)) {
    if (copied) chmodSync(join(place, path), 0o755)
    symlinkSync(join(place, path), join(modules, '.bin', command))
  }
}

/** Runs until the tests have ended: the address that it tells, and all that it has said. */
function started([command, ...args], cwd, env) {
  // A group of its own: npm starts a shell, and that what serves.
  const server = spawn(command, args, { cwd, env: quiet(env), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  after(() => server.exitCode === null && process.kill(-server.pid))
  const all = { said: '', address: undefined }
  return new Promise((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => {
        all.said += text
        all.address ??= /http:\/\/127\.0\.0\.1:\d+/.exec(all.said)?.[0]
        if (all.address) resolve(all)
      })
    }
    server.once('exit', () => reject(new Error(all.said)))
  })
}
