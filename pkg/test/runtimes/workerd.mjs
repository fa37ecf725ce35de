// Workers in workerd, bundled as wrangler does it: one file, and beside it what is imported as a module of another kind, such as WebAssembly,
// which the runtime compiles.
import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { after } from 'node:test'
import { build } from 'esbuild'
import { binary } from './binaries.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'

const workerd = binary('workerd')
export const version = (await say(workerd, ['--version'])).trim()

const kinds = { '.wasm': 'wasm', '.rolepack': 'data' }

/** Bundles the worker of a file into the folder `name`. */
export async function bundle(file, name) {
  const copied = Object.fromEntries(Object.keys(kinds).map((ending) => [ending, 'copy']))
  await build({
    absWorkingDir: fresh(), entryPoints: { worker: file }, outdir: name, bundle: true, external: ['cloudflare:*'], format: 'esm', target: 'es2024', conditions: ['workerd', 'worker', 'browser'], loader: copied, logLevel: 'error',
  })
}

/**
 * Starts what was bundled into `name`, and answers its address. In Cap'n Proto: `bindings`, what the worker is given; `rest`, what else it is. `stop`: of what ends it
 * before the tests do.
 */
export async function serve(name, date, { bindings = '', services = '', rest = '', stop } = {}) {
  const modules = readdirSync(fresh(name)).flatMap((file) => {
    const kind = kinds[/\.\w+$/.exec(file)[0]]
    return kind ? `(name = "./${file}", ${kind} = embed "${file}"),` : []
  })
  const config = fresh(`${name}/${date}.capnp`)
  writeFileSync(config, `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      compatibilityDate = "${date}",
      modules = [(name = "worker", esModule = embed "worker.js"), ${modules.join(' ')}],
      bindings = [${bindings}],
      ${rest}
    )),
    ${services}
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`)
  const server = spawn(workerd, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'inherit', 'pipe', 'pipe'] })
  after(() => server.kill())
  stop?.push(() => server.kill())
  let errors = ''
  server.stderr.on('data', (text) => (errors += text))
  return new Promise((resolve, reject) => {
    server.stdio[3].once('data', (line) => resolve(`http://127.0.0.1:${JSON.parse(line).port}/`))
    server.once('exit', () => reject(new Error(errors)))
  })
}
