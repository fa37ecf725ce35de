import type { Engine } from './engine.js'

/**
 * A permission resolved once, for places that ask often: `ada.can(handle)` is a bit test. It belongs to the snapshot that made it;
 * on another one it is resolved again by its key.
 */
export class Permission {
  readonly key: string
  readonly right: string | undefined
  readonly #token: object
  readonly #grant: number

  /** @internal */
  constructor(key: string, right: string | undefined, engine: Engine) {
    this.key = key
    this.right = right
    this.#token = engine.token
    this.#grant = engine.find(key, right)
    Object.freeze(this)
  }

  /** Whether the constructor made it; throws for nothing, a proxy included, which is none. @internal */
  static is(permission: unknown): permission is Permission {
    return typeof permission === 'object' && permission !== null && #grant in permission
  }

  /** The number of its grant in a snapshot; −1 where there is none, and of what the constructor did not make. @internal */
  static grantIn(engine: Engine, permission: unknown): number {
    try {
      // Reading a private field is the quickest proof that the constructor made it: of anything else it throws.
      const handle = permission as Permission
      return handle.#token === engine.token ? handle.#grant : engine.find(handle.key, handle.right)
    } catch {
      return -1
    }
  }
}
