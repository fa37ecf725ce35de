import type { RolepackError } from '../errors.js'
import { fromURL } from '../live/from-url.js'
import { isPlain } from '../live/plain.js'
import type { Source } from '../live/source.js'
import { isId } from '../request.js'
import type { AccessMethod } from '../types.js'
import { indexedDB } from './indexed-db.js'
import type { KeepStorage } from './storage.js'

export interface KeptOptions {
  /** Whose slice is expected. */
  readonly organization: string
  /** Who is signed in. A slice of anybody else is neither taken nor shown. */
  readonly user: string
  /** How the user came in; `login` if absent. */
  readonly accessMethod?: AccessMethod | undefined
  /** Where slices are served: an address, which is sent the page's cookies, or what `fromURL` of `rolepack/live` gives. */
  readonly source: string | URL | Source
  /** Where it is kept; in IndexedDB if absent. */
  readonly storage?: KeepStorage | undefined
  /** After how many milliseconds one of the tabs asks the source again; 60,000 if absent. */
  readonly refreshEvery?: number | undefined
  /** How long, in milliseconds, to answer without the source having said that this is the newest; 28,800,000, a shift, if absent. */
  readonly maxStale?: number | undefined
  /** Told what was refused, or could not be fetched, once each time that this changes. Warns on the console if absent. */
  readonly report?: ((error: RolepackError) => void) | undefined
}

/** The options once they were looked through. */
export interface Settings {
  readonly organization: string
  readonly user: string
  readonly accessMethod: AccessMethod
  readonly source: Source
  readonly storage: KeepStorage
  readonly refreshEvery: number
  readonly maxStale: number
  readonly report: KeptOptions['report']
}

const KNOWN = ['organization', 'user', 'accessMethod', 'source', 'storage', 'refreshEvery', 'maxStale', 'report']

/** Throws a TypeError that names the option that is wrong. */
export function checked(options: KeptOptions): Settings {
  if (!isPlain(options)) throw new TypeError('`options` must be a plain object')
  const other = Object.keys(options).find((name) => !KNOWN.includes(name))
  if (other !== undefined) throw new TypeError(`there is no \`${other}\`; the options are ${KNOWN.join(', ')}`)
  const { organization, user, accessMethod = 'login', source: from, storage = indexedDB(), refreshEvery = 60_000, maxStale = 28_800_000, report } = options
  const source = typeof from === 'string' || from instanceof URL ? fromURL(from) : from
  const wrong =
    (!isId(organization) && '`organization` must be an id') ||
    (!isId(user) && '`user` must be the id of who is signed in') ||
    (accessMethod !== 'login' && accessMethod !== 'slideIn' && '`accessMethod` must be `login` or `slideIn`') ||
    (typeof source?.fetch !== 'function' && '`source` must be an address, or what `fromURL` gives') ||
    (typeof storage?.change !== 'function' && '`storage` must have `change`') ||
    (!(refreshEvery >= 1000) && '`refreshEvery` must be 1000 milliseconds or more') ||
    (!(maxStale >= 0) && '`maxStale` must be a number of milliseconds') ||
    (report !== undefined && typeof report !== 'function' && '`report` must be a function')
  if (wrong) throw new TypeError(wrong)
  return { organization, user, accessMethod, source, storage, refreshEvery, maxStale, report }
}
