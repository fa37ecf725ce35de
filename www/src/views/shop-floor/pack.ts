// Source in, snapshot out, and loaded: all of it in the page.
import { Access } from 'rolepack/full'
import { pack } from 'rolepack/author'
import type { Files } from './document'
import { TODAY } from '../../snapshot/sample'

/** A snapshot in force, and what it took to make it. */
export interface Packed {
  readonly access: Access
  readonly bytes: Uint8Array
  /** In milliseconds. */
  readonly packing: number
  readonly loading: number
}

/** Throws a `SourceError` where the source is refused, a `LoadError` where the snapshot is. */
export function packed(files: Files, sequence: number): Packed {
  const start = performance.now()
  const { bytes } = pack(files, { at: TODAY, sequence })
  const between = performance.now()
  const access = Access.load(bytes, { minSequence: sequence })
  return { access, bytes, packing: between - start, loading: performance.now() - between }
}
