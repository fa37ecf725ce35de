// workerd, started with one worker, and what it has used of the processor.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'

const workerd = createRequire(import.meta.url)('workerd').default
const kinds = { '.wasm': 'wasm', '.rolepack': 'data', '.txt': 'text' }

/** Bundles a worker as wrangler does: what the runtime compiles or reads stays beside it. */
export async function bundle(folder, name) {
  const loader = Object.fromEntries(Object.keys(kinds).map((ending) => [ending, 'copy']))
  const outdir = join(folder, name)
  await build({ absWorkingDir: folder, entryPoints: { worker: `${name}.mjs` }, outdir, bundle: true, minify: true, format: 'esm', target: 'es2024', conditions: ['workerd', 'worker', 'browser'], loader, logLevel: 'error' })
  const modules = readdirSync(outdir).flatMap((file) => {
    const kind = kinds[/\.\w+$/.exec(file)[0]]
    return kind ? `(name = "./${file}", ${kind} = embed "${file}"),` : []
  })
  const config = join(outdir, 'config.capnp')
  writeFileSync(config, `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (compatibilityDate = "2026-11-01", modules = [(name = "worker", esModule = embed "worker.js"), ${modules.join(' ')}]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`)
  return config
}

/** Starts it; `ask(init)` gives the status and how many milliseconds it took. */
export async function start(config) {
  const server = spawn(workerd, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'inherit', 'pipe', 'pipe'] })
  let errors = ''
  server.stderr.on('data', (text) => (errors += text))
  const port = await new Promise((resolve, reject) => {
    server.stdio[3].once('data', (line) => resolve(JSON.parse(line).port))
    server.once('exit', () => reject(new Error(errors)))
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const ask = (headers) =>
    new Promise((resolve, reject) => {
      const began = performance.now()
      request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/runs/12', headers }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode, milliseconds: performance.now() - began }))
      }).on('error', reject).end()
    })
  return {
    ask,
    /** Milliseconds of the processor, of all its threads. */
    used() {
      const tasks = `/proc/${server.pid}/task`
      const nanoseconds = readdirSync(tasks).map((task) => Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]))
      return nanoseconds.reduce((sum, each) => sum + each) / 1e6
    },
    async stop() {
      agent.destroy()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.removeAllListeners('exit')
      server.once('exit', () => {})
      server.kill()
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2000))])
    },
  }
}
