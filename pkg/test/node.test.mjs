// The suite in Node, on the packed package.
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install, vectors } from './installed.mjs'
import { suite } from './suite/all.mjs'

const entries = await import(pathToFileURL(join(install(), 'entries.mjs')))
for (const [name, run] of suite(entries, vectors())) test(name, run)
