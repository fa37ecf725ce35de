import type { LoadErrorCode } from '../errors.js'

/** A snapshot was refused: `code` says why, as in the main entry, and `help` how to mend it, in few words, for browsers download them. */
export class LoadError extends Error {
  declare readonly code: LoadErrorCode
  declare readonly help: string

  /** @internal */
  constructor(why: string) {
    const [code, help] = why.split(': ')
    super(why)
    Object.assign(this, { name: 'LoadError', code, help })
  }
}
