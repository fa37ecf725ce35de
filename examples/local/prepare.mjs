#!/usr/bin/env node
// What a pipeline does: packs `acme.yaml` of this folder, or the source that is named, and signs it. Private keys are made once and stay in `.local`; `.env` holds what servers may know.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AUDIENCE, ISSUER, publicKeys } from './issuer.mjs'

mkdirSync('.local', { recursive: true, mode: 0o700 })
if (!existsSync('.local/acme.key')) writeFileSync('.local/acme.pub', rolepack('keygen', '-o', '.local/acme.key'))

const [now, day] = [Date.now(), 86_400_000]
const expires = new Date(now + 30 * day).toISOString().slice(0, 10)
rolepack('pack', process.argv[2] ?? 'acme.yaml', '-o', '.local/acme.rolepack', '--sign', '.local/acme.key', '--sequence', `${Math.floor(now / 1000)}`, '--expires', expires)

const settings = { ISSUER, AUDIENCE, JWKS: JSON.stringify(await publicKeys()), PUBLIC_KEY: readFileSync('.local/acme.pub', 'utf8').trim() }
const env = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`).join('')
// Servers that watch it would begin anew.
if (!existsSync('.env') || readFileSync('.env', 'utf8') !== env) writeFileSync('.env', env)

/** The command line of the package, with whatever runs this. */
function rolepack(...args) {
  const program = fileURLToPath(new URL('bin/rolepack.mjs', import.meta.resolve('rolepack/package.json')))
  return execFileSync(process.execPath, [program, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}
