// The page of the command line is what the program says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { written } from './write-help.mjs'

test('command-line.md is the program’s own help', () => {
  assert.equal(readFileSync(new URL('../command-line.md', import.meta.url), 'utf8'), written(), 'run `npm run help` in docs, and commit it')
})
