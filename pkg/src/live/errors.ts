// What a snapshot that is fetched and kept can be refused for, beside what `Access.load` refuses; the same names as in Rust.
import { RolepackError } from '../engine.js'

/** A text is no key to verify with: `malformed-key`, `private-key`, `weak-key`. */
export class KeyError extends RolepackError {
  override get name(): string {
    return 'KeyError'
  }
}

/** A snapshot has to be signed, and is not as it should be: `unsigned`, `unknown-key`, `wrong-signature`, `no-ed25519`. */
export class SignatureError extends RolepackError {
  override get name(): string {
    return 'SignatureError'
  }
}

/** A snapshot may not take the place of the one that answers, which answers on. */
export class SwapError extends RolepackError {
  override get name(): string {
    return 'SwapError'
  }
}

/** A snapshot could not be fetched: `unreachable`, `not-served`, `not-a-snapshot`, `too-large`. */
export class FetchError extends RolepackError {
  /** What a server answered with, in place of a snapshot. */
  declare readonly status?: number

  override get name(): string {
    return 'FetchError'
  }
}

/** Why there is nothing to answer from. */
export type Why = 'no-snapshot' | 'stale' | 'expired' | 'closed' | 'forgotten'

/** There is no snapshot to answer from: none yet, one that was not confirmed for too long, or one that has expired. */
export class UnavailableError extends RolepackError {
  /** In how many milliseconds it is worth asking again. */
  readonly retryAfter: number

  /** @internal */
  constructor(code: Why, message: string, help: string, retryAfter: number, cause?: unknown) {
    super(code, message, help)
    this.retryAfter = retryAfter
    if (cause !== undefined) this.cause = cause
  }

  override get name(): string {
    return 'UnavailableError'
  }
}

/** @internal */
export function unavailable(why: Why, retryAfter: number, cause: unknown): UnavailableError {
  const [message, help] = WHY[why]
  return new UnavailableError(why, message, help, retryAfter, cause)
}

const WHY = {
  'no-snapshot': ['there is no snapshot yet', 'see `cause` for why none could be loaded'],
  stale: ['the snapshot was not confirmed, or its next change is past, for too long', 'see `cause` for why the source does not answer; pack again when assignments begin or end; `maxStale` and `whenStale` say what is too long'],
  expired: ['the snapshot has expired', 'serve the newest snapshot, and see to the clock'],
  closed: ['what kept the snapshot was closed', 'open another one'],
  forgotten: ['the slice was forgotten: its user has signed out', 'sign in, and keep another'],
} as const

/** @internal Anything that was thrown, as an error with a code. */
export function coded(error: unknown): RolepackError {
  if (error instanceof RolepackError) return error
  const wrapped = new FetchError('unreachable', `the snapshot could not be fetched: ${error instanceof Error ? error.message : String(error)}`, 'see whether its place can be reached from here')
  wrapped.cause = error
  return wrapped
}
