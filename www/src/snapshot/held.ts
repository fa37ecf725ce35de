// What is open: one organisation, ready to be asked. Every view is given it.
import type { Access } from 'rolepack/full'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Desk } from './desk'
import type { Directory } from './directory'
import type { People } from './people'
import type { Blobs, Rest } from './protocol'

export interface Held {
  /** What was opened, as people know it: a file's name, an address. */
  readonly name: string
  readonly kind: 'sample' | 'source' | 'snapshot'
  /** Decides; at once, in the page. */
  readonly access: Access
  /** The snapshot that decides: what was opened, or what the source was packed to. */
  readonly bytes: Uint8Array
  /** All that it holds but its people, as a source document. */
  readonly document: Rest
  readonly directory: Directory
  readonly people: People
  /** What was opened, if it was a source. */
  readonly source: Source | undefined
  /** What a source can say and this snapshot does not hold, a line each. */
  readonly missing: readonly string[]
  /** The key that signed it, if keys are set. */
  readonly signed: boolean
  /** Packs, and takes apart, beside the page. */
  readonly desk: Desk
}

export interface Source {
  readonly files: Blobs
  /** As of when assignments with times were packed. */
  readonly at: number
}

export const HeldContext = createContext<Held | undefined>(undefined)

export function useHeld(): Held {
  const held = useContext(HeldContext)
  if (!held) throw new Error('no organisation is open')
  return held
}
