// The types, as a project sees them that has the package: with what `rolepack types` writes, and without.
import { execFileSync } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { installWith } from './installed-with.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const folder = installWith(['@types', '@vue', 'csstype', 'hono', 'jose', 'svelte', 'vue'])
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
for (const project of ['registered', 'alone', 'plain']) {
  for (const way of ways) test(`${project}, ${way.module}`, () => compile(project, way))
}

// What others declare is theirs to check.
test('adapters', () => compile('adapters', { module: 'NodeNext', types: ['node'], skipLibCheck: true }))

test('vue', () => compile('vue', { module: 'NodeNext', skipLibCheck: true }))
// It runs within a compiler that is written in JavaScript.
test('vue, in templates too', () => {
  const [vueTsc, compiler] = ['vue-tsc', 'typescript-6/lib/tsc.js'].map((name) => createRequire(import.meta.url).resolve(name))
  compile('vue', { ...ways[1], skipLibCheck: true }, [process.execPath, '-e', `require(process.argv[1]).run(${JSON.stringify(compiler)})`, vueTsc])
})

function compile(project, way, [command, ...args] = [join(here, '../node_modules/.bin/tsc')]) {
  const config = join(folder, `tsconfig.${project}.${way.module}.json`)
  const include = [`${project}/*.ts`, `${project}/*.tsx`, `${project}/*.vue`, ...(['alone', 'vue'].includes(project) ? ['registered/rolepack.d.ts'] : [])]
  writeFileSync(config, JSON.stringify({ compilerOptions: { ...options, ...way }, include }))
  try {
    execFileSync(command, [...args, '-p', config], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    throw new Error(error.stdout || error.message)
  }
}
