// workerd, at a compatibility date on either side of those that changed what a worker finds in its global scope. The worker is bundled as
// wrangler does it: one file, and the WebAssembly modules beside it, compiled by the runtime.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { build } from 'esbuild'
import { binary } from './binaries.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const workerd = binary('workerd')
const version = (await say(workerd, ['--version'])).trim()

await build({
  absWorkingDir: fresh(), entryPoints: ['workerd.mjs'], outdir: 'workerd', bundle: true, format: 'esm', target: 'es2024', conditions: ['workerd', 'worker', 'browser'], loader: { '.wasm': 'copy' }, logLevel: 'error',
})
const modules = readdirSync(fresh('workerd')).filter((name) => name.endsWith('.wasm'))

/** Starts workerd with the worker and answers its address. */
async function serve(date) {
  const config = fresh(`workerd/${date}.capnp`)
  writeFileSync(config, `
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    compatibilityDate = "${date}",
    modules = [
      (name = "worker", esModule = embed "workerd.js"),
      ${modules.map((name) => `(name = "./${name}", wasm = embed "${name}"),`).join('\n      ')}
    ],
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
`)
  const server = spawn(workerd, ['serve', config, '--control-fd=3'], { stdio: ['ignore', 'inherit', 'pipe', 'pipe'] })
  after(() => server.kill())
  let errors = ''
  server.stderr.on('data', (text) => (errors += text))
  return new Promise((resolve, reject) => {
    server.stdio[3].once('data', (line) => resolve(`http://127.0.0.1:${JSON.parse(line).port}/`))
    server.once('exit', () => reject(new Error(errors)))
  })
}

for (const date of ['2024-09-01', '2025-06-01', '2026-11-01']) {
  const place = `${version}, compatibility date ${date}`
  const address = await serve(date)
  suiteIn(place, async () => (await fetch(address)).text())
  test(`in ${place}: a snapshot is loaded once for all requests, but none that expires, for there is no time yet`, async () => {
    assert.deepEqual(await (await fetch(`${address}start`)).json(), { allowed: true, refusal: 'time-required' })
  })
}
