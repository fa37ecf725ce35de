// The gate as it stands in JavaScript: nothing to serve, nothing for a bundler to know.
import { compile } from './bytes.js'
import type { Engine, Expected } from './engine.js'
import { openIn } from './gate.js'
import text from './wasm/gate.inline.js'

let compiled: WebAssembly.Module | undefined

/** Opens a snapshot in an instance of its own. */
export function gate(snapshot: Uint8Array, expected: Expected): Engine {
  return openIn((compiled ??= compile(text)), snapshot, expected)
}
