// The folder that `run.mjs` makes anew: the packed package, installed, and the applications that use it.
import { fileURLToPath } from 'node:url'

/** A path in it. */
export function fresh(path = '') {
  return fileURLToPath(new URL(`dist/${path}`, import.meta.url))
}

/** A path in the folder of what runs them. */
export function tool(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url))
}
