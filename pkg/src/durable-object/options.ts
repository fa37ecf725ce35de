import { publicKey } from '../live/key.js'
import { isPlain } from '../live/plain.js'

/** What somebody who was let through to the object wants of it. */
export type Action = 'push' | 'read' | 'listen'

/** What a Durable Object keeps, and for whom. */
export interface SnapshotObjectOptions<Env = unknown> {
  /** Whose snapshots are taken. */
  readonly organization: string
  /** What `rolepack keygen` printed. With keys nothing is taken but what one of them signed. */
  readonly publicKeys?: readonly string[]
  /**
   * Whether a request may do that; anything but `true` is no. Required without keys. With keys and without this a push is taken for its
   * signature, and nobody may read or listen but the worker itself, by `fromDurableObject`.
   */
  readonly authorize?: ((request: Request, env: Env, action: Action) => boolean | Promise<boolean>) | undefined
  /** Refuse a lower sequence, from the first one on. */
  readonly minSequence?: number | undefined
  /** The most bytes of a snapshot; 16 MiB if absent. An object has 128 MiB of memory for all that it does. */
  readonly maxBytes?: number | undefined
  /** In how many milliseconds a snapshot that is pushed must be there whole; 30,000 if absent. */
  readonly timeout?: number | undefined
  /** How many may listen at a time; 1,000 if absent. */
  readonly maxListeners?: number | undefined
}

/** What is chosen for an object, every number of it. */
export type Chosen<Env> = SnapshotObjectOptions<Env> & { readonly minSequence: number; readonly maxBytes: number; readonly timeout: number; readonly maxListeners: number }

const NAMES = ['organization', 'publicKeys', 'authorize', 'minSequence', 'maxBytes', 'timeout', 'maxListeners']

/** The options with what is absent filled in. Throws a TypeError, or a KeyError. */
export function optionsOf<Env>(options: SnapshotObjectOptions<Env>): Chosen<Env> {
  if (!isPlain(options)) throw new TypeError('the options of a Durable Object are a plain object')
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name))
  const { organization, publicKeys, authorize, minSequence = 0, maxBytes = 16 * 1024 * 1024, timeout = 30_000, maxListeners = 1_000 } = options
  const wrong =
    (unknown !== undefined && `there is no option \`${unknown}\``) ||
    ((typeof organization !== 'string' || organization === '') && '`organization` is required: an object keeps the snapshots of one') ||
    ('publicKeys' in options && publicKeys === undefined && '`publicKeys` is undefined: leave it out where nothing is to be verified') ||
    (publicKeys !== undefined && (!Array.isArray(publicKeys) || publicKeys.length === 0) && '`publicKeys` must be an array of at least one key') ||
    (authorize !== undefined && typeof authorize !== 'function' && '`authorize` must be a function') ||
    (!publicKeys && !authorize && '`authorize` is required without `publicKeys`: somebody has to say who may push') ||
    (!isCount(minSequence, 0) && '`minSequence` must be a whole number') ||
    (!isCount(maxBytes, 1) && '`maxBytes` must be a number of bytes') ||
    (!isCount(timeout, 1) && '`timeout` must be a number of milliseconds') ||
    (!isCount(maxListeners, 0) && '`maxListeners` must be a whole number')
  if (wrong) throw new TypeError(wrong)
  publicKeys?.forEach(publicKey)
  return { organization, ...(publicKeys ? { publicKeys: [...publicKeys] } : {}), authorize, minSequence, maxBytes, timeout, maxListeners }
}

export function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least
}
