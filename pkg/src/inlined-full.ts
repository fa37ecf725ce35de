// The full build as it stands in JavaScript.
import { compile } from './bytes.js'
import type { Engine, Expected } from './engine.js'
import { instance, openAgain, RichEngine } from './rich.js'
import text from './wasm/full.inline.js'

let compiled: WebAssembly.Module | undefined

/** Opens a snapshot in an instance of its own. */
export function full(snapshot: Uint8Array, expected: Expected): RichEngine {
  compiled ??= compile(text)
  return new RichEngine(instance(compiled), snapshot, expected)
}

export const again = (engine: Engine): RichEngine => openAgain(engine, full)
