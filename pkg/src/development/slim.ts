// The entry `rolepack/slim` under the export condition `development`: the same classes, and the first denial of a permission that does
// not exist is told.
import { load } from '../gate.js'
import { gate } from '../given.js'
import { Access as Production } from '../slim.js'
import type { LoadOptions } from '../types.js'
import { watch } from '../watch.js'

export * from '../slim.js'

export class Access extends Production {
  static override load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load((bytes, expected) => watch(gate(bytes, expected)), snapshot, options))
  }
}
