// The gate where compiling bytes is forbidden: Cloudflare's workers and Vercel's edge runtime. Importing the file gives the compiled
// module there.
import type { Engine, Expected } from '../engine.js'
import compiled from '../engine.wasm'
import { openIn } from '../gate.js'

/** Opens a snapshot in an instance of its own. */
export function gate(snapshot: Uint8Array, expected: Expected): Engine {
  return openIn(compiled, snapshot, expected)
}
