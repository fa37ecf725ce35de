// Servers that tell their address on standard output.
import { spawn } from 'node:child_process'
import { after } from 'node:test'
import { binary } from './binaries.mjs'
import { fresh } from './fresh.mjs'
import { quiet } from './program.mjs'

/** Starts one in Deno or in Bun, and answers its address; it ends with the tests. */
export function started(runtime, file, ...args) {
  const deno = ['run', '--no-prompt', '--node-modules-dir=manual', '--no-remote', '--no-lock', '--allow-net=127.0.0.1', `--allow-read=${fresh('node_modules')}`]
  const given = runtime === 'deno' ? deno : ['--no-install']
  const server = spawn(binary(runtime), [...given, file, ...args], { cwd: fresh(), env: quiet({ DENO_DIR: fresh('deno'), DENO_NO_UPDATE_CHECK: '1' }), stdio: ['ignore', 'pipe', 'inherit'] })
  after(() => server.kill())
  return new Promise((resolve, reject) => {
    server.stdout.once('data', (line) => resolve(String(line).trim()))
    server.once('exit', (status) => reject(new Error(`${runtime} ended with ${status}`)))
  })
}
