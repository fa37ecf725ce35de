import { Access } from 'rolepack'
import { SwapError } from '../live/errors.js'
import { partOf } from '../live/part.js'
import type { Settings } from './options.js'

/** What stands in the storage, from the first page of a sign-in to the sign-out. */
export interface Entry {
  /** Drawn by the first page. Who has another one was signed out. */
  readonly session: string
  /** The slice as `serialize()` gives it. */
  readonly slice?: string
  readonly tag?: string | undefined
  /** When the source said last that this is the newest. */
  readonly confirmed?: number
}

/** A slice that was loaded. */
export interface Held {
  readonly access: Access
  readonly slice: string
  readonly tag: string | undefined
  readonly confirmed: number
}

/** The most that is kept, and read, in characters. */
const MOST = 4 * 1024 * 1024
const LONGEST_TAG = 1024
/** By how much clocks are corrected. */
const A_LITTLE = 60_000

/** What stands there, if it is anything. */
export function entryOf(value: unknown): Entry | undefined {
  const own = (name: string): unknown => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? value[name as keyof object] : undefined)
  const [session, slice, tag, confirmed] = ['session', 'slice', 'tag', 'confirmed'].map(own)
  if (typeof session !== 'string') return undefined
  if (typeof slice !== 'string' || slice.length > MOST || typeof confirmed !== 'number' || !Number.isFinite(confirmed)) return { session }
  return { session, slice, tag: typeof tag === 'string' && tag.length <= LONGEST_TAG ? tag : undefined, confirmed }
}

/** What is put there. What is too large to be kept is not. */
export function entryFor(session: string, { slice, tag, confirmed }: Held): Entry {
  return slice.length > MOST ? { session } : { session, slice, tag, confirmed }
}

/** The slice of an entry, if it may answer. */
export function heldOf({ slice, tag, confirmed }: Entry, settings: Settings): Held | undefined {
  try {
    if (slice === undefined || confirmed === undefined) return undefined
    const bytes = Uint8Array.from(atob(slice), (character) => character.charCodeAt(0))
    const held = { access: loaded(bytes, settings), slice, tag, confirmed }
    // Where the clock was set back nobody knows how old it is, nor which of two is newer.
    return staleFor(held) > settings.maxStale || confirmed > Date.now() + A_LITTLE ? undefined : held
  } catch {
    return undefined
  }
}

/** Loads a slice of this user. Throws what it is refused for. */
export function loaded(bytes: Uint8Array, { organization, user, accessMethod }: Settings): Access {
  const access = Access.load(bytes, { slice: true, organization })
  if (partOf(bytes) === JSON.stringify([user, accessMethod === 'slideIn' ? 1 : 0])) return access
  access.close()
  throw new SwapError('other-part', 'the slice is for another user or access method than is signed in', 'see whom the source takes the page for')
}

/** For how long nobody has said that it is the newest; where the clock was set back nobody knows. Past the next change of an assignment it is not. */
export function staleFor({ access, confirmed }: Held, now = Date.now()): number {
  return Math.max(Math.abs(now - confirmed), now - (access.nextChange ?? now))
}

/** From when on a slice may answer no more, if nobody confirms it. */
export function endOf({ access, confirmed }: Held, { maxStale }: Settings): number {
  return Math.min(access.expires ?? Infinity, Math.min(confirmed, access.nextChange ?? Infinity) + maxStale + 1)
}

/** Whether one is of a later snapshot than the other, or of the same one and confirmed later. */
export function isNewer(one: Held, other: Held): boolean {
  return one.access.sequence > other.access.sequence || (one.access.sequence === other.access.sequence && one.confirmed > other.confirmed)
}
