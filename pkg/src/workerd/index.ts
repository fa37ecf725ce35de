// The entry `rolepack` under the export condition `workerd`.
import type { Engine } from '../engine.js'
import { load } from '../gate.js'
import { OnDemand } from '../on-demand.js'
import type { RichEngine } from '../rich.js'
import type { LoadOptions } from '../types.js'
import { gate } from './modules.js'

export { User } from '../on-demand.js'
export * from '../shared.js'

export class Access extends OnDemand {
  static load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access {
    return new Access(load(gate, snapshot, options))
  }

  /** @internal */
  protected override async again(engine: Engine): Promise<RichEngine> {
    return (await import('./modules-full.js')).again(engine)
  }
}
