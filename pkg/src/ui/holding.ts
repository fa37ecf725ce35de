import { LoadError, RolepackError } from '../errors.js'
import { Answers, now } from './answers.js'
import type { AccessLike } from './given.js'

/** The same for what is rendered: it tells for whom it answers, when that may change, and what it answered before. */
export class Holding extends Answers {
  /** Why everything is denied; undefined where it is not. */
  get error(): RolepackError | undefined {
    if (this.refused) return coded(this.refused.error)
    if (this.user || this.pending) return undefined
    try {
      now(this.given!)
    } catch (error) {
      return coded(error)
    }
    return new LoadError(EXPIRED)
  }

  /** What answers, while it may. */
  get access(): AccessLike | undefined {
    return this.error ? undefined : this.given
  }

  /** Whose answers these are; undefined while that is not known. */
  get id(): string | undefined {
    return this.found?.id
  }

  /** For whom these answer: the user, of which organisation, and what was presented; undefined while that is not known. */
  get whose(): string | undefined {
    return this.id && JSON.stringify([this.id, this.given?.organization, this.presented])
  }

  /** Differs where anything may be answered otherwise than before. */
  get stamp(): unknown {
    return this.pending ? 'pending' : (this.error?.code ?? (this.given && now(this.given)))
  }

  /** What it answers now, and goes on to: of a promise, that it is loading. Of a time that is past, what had not expired by then. */
  asOf(time?: number): Holding {
    return Object.assign(new Holding(), this, { time })
  }
}

/** The number of the error of a load that says so. */
const EXPIRED = 8

function coded(error: unknown): RolepackError {
  return error instanceof RolepackError ? error : Object.assign(new RolepackError('unreachable', 'the access could not be loaded', 'see `cause`'), { cause: error })
}
