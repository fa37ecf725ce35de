// The package as users get it, beside the packages of others that its adapters are for.
import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install } from './installed.mjs'

/** Installs the package beside others, and answers the folder. A pair is a package, and the name that it has there. */
export function installWith(packages) {
  const folder = install()
  const place = (name) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url))
  for (const wanted of packages) {
    // Linked, one that is renamed would find another by that name beside itself.
    if (Array.isArray(wanted)) cpSync(place(wanted[0]), join(folder, 'node_modules', wanted[1]), { recursive: true })
    else symlinkSync(place(wanted), join(folder, 'node_modules', wanted))
  }
  return folder
}

/** Likewise, and answers what a module has that imports from there. */
export function installedWith(packages, code) {
  const file = join(installWith(packages), 'imported.mjs')
  writeFileSync(file, code)
  return import(pathToFileURL(file))
}
