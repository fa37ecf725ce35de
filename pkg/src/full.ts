// The entry `rolepack/full`: what the main entry answers with promises, at once.
import { AtOnce } from './at-once.js'
import { load } from './gate.js'
import { full } from './inlined-full.js'
import type { LoadOptions } from './types.js'

export { User } from './at-once.js'
export * from './shared.js'

/** One snapshot, for ever, in the full build: every question is answered at once. */
export class Access extends AtOnce {
  /** As in the main entry. */
  static load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load(full, snapshot, options))
  }
}
