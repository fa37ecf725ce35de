// The entry `rolepack/full` under the export condition `development`: the same classes, and the first denial of a permission that does
// not exist is told.
import { Access as Production } from '../full.js'
import { load } from '../gate.js'
import { full } from '../inlined-full.js'
import type { LoadOptions } from '../types.js'
import { watch } from '../watch.js'

export * from '../full.js'

export class Access extends Production {
  static override load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load((bytes, expected) => watch(full(bytes, expected)), snapshot, options))
  }
}
