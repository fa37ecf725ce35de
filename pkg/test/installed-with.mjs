// The package as users get it, beside the packages of others that its adapters are for.
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install } from './installed.mjs'

/** Installs the package beside others, and answers the folder. */
export function installWith(packages) {
  const folder = install()
  for (const name of packages) symlinkSync(fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url)), join(folder, 'node_modules', name))
  return folder
}

/** Likewise, and answers what a module has that imports from there. */
export function installedWith(packages, code) {
  const file = join(installWith(packages), 'imported.mjs')
  writeFileSync(file, code)
  return import(pathToFileURL(file))
}
