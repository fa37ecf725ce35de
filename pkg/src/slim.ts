// The entry `rolepack/slim`: the gate without its module, for those who serve or import `rolepack/engine.wasm` themselves.
import { Gate, load } from './gate.js'
import { gate } from './given.js'
import type { LoadOptions, Presented } from './types.js'
import { User } from './user.js'

export { initialize, type EngineSource } from './given.js'
export { User } from './user.js'
export * from './shared.js'

/**
 * One snapshot, for ever: load, can, check, user. What explains, lists or cuts a slice is in `rolepack/full`, which brings its own
 * module.
 */
export class Access extends Gate {
  /**
   * As in the main entry. Throws a `RolepackError` whose code is `not-initialized` before `initialize()` is done.
   */
  static load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load(gate, snapshot, options))
  }

  /** As in the main entry. */
  user(id?: string, presented?: Presented): User {
    return new User(this.engine, this.whoAsks(id, presented))
  }
}
