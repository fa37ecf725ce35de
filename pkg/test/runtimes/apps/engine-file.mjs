// Where there are files, the engine of the slim entry is one.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export const engine = readFileSync(createRequire(import.meta.url).resolve('rolepack/engine.wasm'))
