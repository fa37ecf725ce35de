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

const CORRUPT = 'corrupt|the snapshot is corrupt|pack the organisation again; if this comes back, report the version of the packer'

/** Code, what is wrong, how to mend it: in the order of the module's numbers. */
const LOAD_ERRORS = [
  'truncated|the snapshot ends before its envelope does|fetch the whole file, as binary',
  'not-a-snapshot|these bytes are not a snapshot|give the file that `rolepack pack` wrote',
  'unsupported-version|the snapshot has a format version that this reader does not take|upgrade the reader, or pack for its version',
  'checksum|the checksum of the snapshot does not agree with its bytes|fetch the whole file again, as binary',
  CORRUPT,
  'wrong-organization|the snapshot belongs to another organisation than the one expected|check which snapshot is served here',
  'lower-sequence|the sequence of the snapshot is lower than the least accepted|serve the newest snapshot',
  'expired|the snapshot has expired|serve a fresh snapshot, and check the clock of this machine',
  'time-required|the snapshot expires, and the time was not told|give the current time as `now`',
  'slice|this is a slice for one user, and none was asked for|ask for it with `slice: true`; a guard needs a whole snapshot',
  'not-a-slice|this is not a slice, and one was asked for|cut a slice for the user',
  'too-large|the snapshot does not fit into memory|pack shards by ranges of ids',
]

/** The number of the error that says that there is no memory for it. */
export const TOO_LARGE = 12
/** The number of the error of bytes that are no snapshot. */
export const NOT_A_SNAPSHOT = 2
