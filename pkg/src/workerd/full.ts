// The entry `rolepack/full` under the export condition `workerd`.
import { AtOnce } from '../at-once.js'
import { load } from '../gate.js'
import type { LoadOptions } from '../types.js'
import { full } from './modules-full.js'

export { User } from '../at-once.js'
export * from '../shared.js'

export class Access extends AtOnce {
  static load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load(full, snapshot, options))
  }
}
