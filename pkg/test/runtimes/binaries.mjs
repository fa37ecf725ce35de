// The programs inside npm packages, called where they lie: the packages' own scripts, which would fetch what is missing, do not run.
import { existsSync } from 'node:fs'
import { tool } from './fresh.mjs'

const { platform, arch } = process
const windows = platform === 'win32' ? '.exe' : ''
const places = {
  bun: `@oven/bun-${platform === 'win32' ? 'windows' : platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun${windows}`,
  deno: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno${windows}`,
  node: `node-newest-${platform}-${arch}/bin/node${windows}`,
  oldNode: `node-oldest-${platform}-${arch}/bin/node${windows}`,
  workerd: `@cloudflare/workerd-${platform === 'win32' ? 'windows' : platform}-${arch === 'x64' ? '64' : arch}/bin/workerd${windows}`,
}

/** The path of one of them: what its variable says, else the one that was installed. */
export function binary(name) {
  const variable = `ROLEPACK_${name.replace(/[A-Z]/, '_$&').toUpperCase()}`
  const path = process.env[variable] ?? tool(places[name])
  if (!existsSync(path)) throw new Error(`no \`${path}\`\n  help: run \`npm ci\` in pkg/test/runtimes, or set ${variable} to the program`)
  return path
}
