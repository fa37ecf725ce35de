// Permissions in the markup of Svelte, as its own checker sees them with what `rolepack types` writes.
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'

const types = new URL('../types/', import.meta.url)
mkdirSync(fresh('svelte'))
cpSync(new URL('svelte', types), fresh('svelte'), { recursive: true })
cpSync(new URL('registered/rolepack.d.ts', types), fresh('svelte/rolepack.d.ts'))
symlinkSync(tool('svelte'), fresh('node_modules/svelte'))
const compilerOptions = { strict: true, noEmit: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: [], skipLibCheck: false }
writeFileSync(fresh('svelte/tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.svelte', '*.d.ts'] }))

test('what is misspelt in markup does not compile, and all else does', async () => {
  const check = say(process.execPath, [tool('svelte-check/bin/svelte-check'), '--tsconfig', 'tsconfig.json', '--output', 'machine'], { cwd: fresh('svelte') })
  // It fails, for there is what does not compile.
  const said = await check.catch(({ message }) => message)
  const found = [...said.matchAll(/(?:ERROR|WARNING) "(.+?)" (\d+):/g)].map(([, file, line]) => `${file}:${line}`)
  const lines = readFileSync(fresh('svelte/Misspelt.svelte'), 'utf8').split('\n')
  const meant = lines.flatMap((line, at) => (at > 0 && line.startsWith('<!--') ? [`Misspelt.svelte:${at + 2}`] : []))
  assert.deepEqual(found, meant, said)
  assert.equal(meant.length, 8)
})
