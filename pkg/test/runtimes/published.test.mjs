// What is published: its manifest, its files, and how TypeScript resolves its types in each way.
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'

const tarball = readdirSync(fresh()).find((name) => name.endsWith('.tgz'))

test('publint has nothing to say', () => say(process.execPath, [tool('publint/src/cli.js'), 'run', tarball, '--strict']))
test('the types are right for modules of ECMAScript', () => say(process.execPath, [tool('@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only']))
