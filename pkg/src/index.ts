// The entry `rolepack`: load, can, check, user. What needs more is loaded when it is asked for.
import type { Engine } from './engine.js'
import { load } from './gate.js'
import { gate } from './inlined.js'
import { OnDemand } from './on-demand.js'
import type { RichEngine } from './rich.js'
import type { LoadOptions } from './types.js'

export { User } from './on-demand.js'
export * from './shared.js'

/**
 * One snapshot, for ever. Yes and no are answered at once; what explains, lists or cuts a slice loads the full build first,
 * and so gives promises. `rolepack/full` has them without.
 */
export class Access extends OnDemand {
  /**
   * Loads a snapshot: its bytes, or the string that `serialize()` gave. The checksum is compared, a signature is not.
   * Throws a `LoadError` where it is refused, and a `TypeError` where the call is wrong.
   */
  static load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load(gate, snapshot, options))
  }

  /** @internal */
  protected override async again(engine: Engine): Promise<RichEngine> {
    return (await import('./inlined-full.js')).again(engine)
  }
}
