// The README names the versions that are tested here, and no others.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const { devDependencies, optionalDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url)))
const rows = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
const told = (where) => rows.find(([, first]) => first === where)?.[2].match(/\d+\.\d+/g)
const short = (version) => version.replace(/^npm:.*@/, '').split('.', 2).join('.')

for (const [where, ...versions] of [
  ['Node.js', optionalDependencies['node-oldest-linux-x64'], optionalDependencies['node-newest-linux-x64']],
  ['Deno', devDependencies.deno],
  ['Bun', devDependencies.bun],
  ['workerd (Cloudflare)', devDependencies.workerd, devDependencies.wrangler],
  ["Vercel's edge runtime", devDependencies['edge-runtime']],
  ...['Vite', 'webpack', 'esbuild', 'Next', 'Vitest', 'Jest'].map((name) => [name, devDependencies[name.toLowerCase()]]),
  ['SvelteKit', devDependencies['@sveltejs/kit']],
]) {
  test(`the README tells the version: ${where}`, () => assert.deepEqual(told(where), versions.map(short)))
}
