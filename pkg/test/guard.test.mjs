// The guard's suite in Node, on the packed package.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'
import suite from './suite/guard.mjs'

const folder = install()
writeFileSync(join(folder, 'guard.mjs'), "export * as main from 'rolepack'\nexport * as full from 'rolepack/full'\nexport * as author from 'rolepack/author'\nexport * as edge from 'rolepack/edge'\n")
for (const [name, run] of suite(await import(pathToFileURL(join(folder, 'guard.mjs'))))) test(name, run)
