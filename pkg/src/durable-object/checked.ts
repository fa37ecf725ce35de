import { Access } from 'rolepack'
import { envelopeOf, type Seen } from '../live/follows.js'
import { hex } from '../live/key.js'
import { partOf } from '../live/part.js'
import { verify, type Keys } from '../live/verify.js'
import type { Header, LoadOptions } from '../types.js'

/** A snapshot that was looked through. */
export interface Kept extends Seen {
  readonly bytes: Uint8Array
  readonly tag: string
}

export interface Expected {
  readonly organization: string
  readonly keys: Keys | undefined
  readonly minSequence: number
  /** In milliseconds; what has expired by then is refused. */
  readonly now: number
}

/** Verifies and loads a snapshot as whoever fetches it will do. Throws what they would refuse it for. */
export async function checked(bytes: Uint8Array, { organization, keys, minSequence, now }: Expected): Promise<Kept> {
  if (keys) await verify(bytes, keys)
  const header = headerOf(bytes, { organization, minSequence, now })
  const digest = await crypto.subtle.digest('SHA-256', bytes as BufferSource)
  return { bytes, header, envelope: envelopeOf(bytes), part: partOf(bytes), tag: `"${hex(new Uint8Array(digest).subarray(0, 16))}"` }
}

function headerOf(bytes: Uint8Array, options: LoadOptions): Header {
  const access = Access.load(bytes, options)
  try {
    const { organization, sequence, created, expires, nextChange, scoping, kind } = access
    return { organization, sequence, created, expires, nextChange, scoping, kind }
  } finally {
    access.close()
  }
}
