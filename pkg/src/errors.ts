/** Why a snapshot was refused; the same names as in Rust and on the command line. */
export type LoadErrorCode =
  | 'truncated'
  | 'not-a-snapshot'
  | 'unsupported-version'
  | 'checksum'
  | 'corrupt'
  | 'wrong-organization'
  | 'lower-sequence'
  | 'expired'
  | 'time-required'
  | 'slice'
  | 'not-a-slice'
  | 'too-large'

/** The base of every error of this package: `code` is stable, `help` says how to mend it. */
export class RolepackError extends Error {
  /** A stable name for programs, such as `wrong-organization`. */
  readonly code: string
  /** How to mend it, in one line. */
  readonly help: string

  constructor(code: string, message: string, help: string) {
    super(message)
    this.code = code
    this.help = help
  }

  override get name(): string {
    return 'RolepackError'
  }
}

/** A snapshot was refused. All or nothing: a refused snapshot answers nothing. */
export class LoadError extends RolepackError {
  declare readonly code: LoadErrorCode

  /** @internal `number` is the module's, from 1. */
  constructor(number: number) {
    const [code, message, help] = (LOAD_ERRORS[number - 1] ?? CORRUPT).split('|')
    super(code!, message!, help!)
  }

  override get name(): string {
    return 'LoadError'
  }
}

const CORRUPT = 'corrupt|the snapshot is corrupt|pack it again'

/** Code, what is wrong, how to mend it: in the order of the module's numbers. */
const LOAD_ERRORS = [
  'truncated|the snapshot is cut off|fetch the whole file, as binary',
  'not-a-snapshot|these bytes are not a snapshot|fetch the file that `rolepack pack` wrote',
  'unsupported-version|the snapshot has a format version that is not known|upgrade this package',
  'checksum|the checksum does not agree|fetch the whole file, as binary',
  CORRUPT,
  'wrong-organization|the snapshot is of another organisation|see which snapshot is served',
  'lower-sequence|the snapshot is older than the least accepted|serve the newest snapshot',
  'expired|the snapshot has expired|serve the newest snapshot, and see to the clock',
  'time-required|the snapshot expires, and the time is not known|give `now`',
  'slice|the snapshot is a slice for one user|load it with `slice: true`',
  'not-a-slice|the snapshot is not a slice|cut a slice for the user',
  'too-large|the snapshot is too large|pack shards',
]

/** The number of the error that says that there is no memory for it. */
export const TOO_LARGE = 12
/** The numbers of what is seen before the module is asked. */
export const TRUNCATED = 1
export const NOT_A_SNAPSHOT = 2
export const UNSUPPORTED = 3
