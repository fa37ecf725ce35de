import type { Engine, Expected } from '../engine.js'
import { instance, openAgain, RichEngine } from '../rich.js'
import compiled from '../wasm/full.wasm'

/** Opens a snapshot in an instance of its own. */
export function full(snapshot: Uint8Array, expected: Expected): RichEngine {
  return new RichEngine(instance(compiled), snapshot, expected)
}

export const again = (engine: Engine): RichEngine => openAgain(engine, full)
