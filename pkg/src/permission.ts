import type { Engine } from './engine.js'

/**
 * A permission resolved once, for places that ask often: `ada.can(handle)` is a bit test. It belongs to the snapshot that made it;
 * on another one it is resolved again by its key.
 */
export class Permission {
  declare readonly key: string
  declare readonly right: string | undefined

  /** @internal */
  constructor(key: string, right: string | undefined) {
    this.key = key
    this.right = right
    MADE.add(this)
  }
}

/** Those that the constructor made: of nothing else, such as a proxy of one, it is said. */
const MADE = new WeakSet()

/** Whether the constructor made it. */
export function isPermission(value: unknown): value is Permission {
  return MADE.has(value as object)
}

/** One that knows the number of its grant. */
export class Handle extends Permission {
  readonly #token: object
  readonly #grant: number

  constructor(key: string, right: string | undefined, engine: Engine) {
    super(key, right)
    this.#token = engine.token
    this.#grant = engine.find(key, right)
    Object.freeze(this)
  }

  /** The number of its grant in a snapshot; −1 where there is none, and of what the constructor did not make. */
  static grantIn(engine: Engine, permission: unknown): number {
    try {
      // Reading a private field is the quickest proof that the constructor made it: of anything else it throws.
      const handle = permission as Handle
      return handle.#token === engine.token ? handle.#grant : engine.find(handle.key, handle.right)
    } catch {
      return -1
    }
  }
}
