// The types, as a project sees them that has the package: with what `rolepack types` writes, and without.
import { execFileSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { installWith } from './installed-with.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = installWith(['@types', 'csstype', 'hono', 'jose', 'svelte'])
cpSync(join(here, 'types'), folder, { recursive: true })

const options = {
  strict: true,
  noEmit: true,
  target: 'ES2022',
  lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
  types: [],
  jsx: 'react-jsx',
  // What the package declares is checked too.
  skipLibCheck: false,
}
const ways = [
  { module: 'NodeNext' },
  // As projects for browsers are begun, where `Symbol.dispose` is not known.
  { module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], exactOptionalPropertyTypes: true },
]
for (const project of ['registered', 'plain']) {
  for (const way of ways) test(`${project}, ${way.module}`, () => compile(project, way))
}

// What others declare is theirs to check.
test('adapters', () => compile('adapters', { module: 'NodeNext', types: ['node'], skipLibCheck: true }))

function compile(project, way) {
  const config = join(folder, `tsconfig.${project}.${way.module}.json`)
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...way }, include: [`${project}/*.ts`, `${project}/*.tsx`] }))
  try {
    execFileSync(join(here, '../node_modules/.bin/tsc'), ['-p', config], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    throw new Error(error.stdout || error.message)
  }
}
