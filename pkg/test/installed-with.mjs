// The package as users get it, beside the packages of others that its adapters are for.
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install } from './installed.mjs'

/** Installs the package, and answers a module that imports from there. */
export async function installedWith(packages, code) {
  const folder = install()
  for (const name of packages) symlinkSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)), join(folder, 'node_modules', name))
  writeFileSync(join(folder, 'imported.mjs'), code)
  return import(pathToFileURL(join(folder, 'imported.mjs')))
}
