import { hex } from './key.js'
import type { Source } from './source.js'

/** A snapshot that comes with the program: bytes, or what gives them, which is asked again each time, so that a file that is replaced is noticed. */
export function fromBytes(bytes: Uint8Array | ArrayBuffer | (() => Bytes | Promise<Bytes>)): Source {
  // A copy: who holds the original may write to it while it is verified.
  const copy = (given: Bytes) => new Uint8Array(given).slice()
  const given = typeof bytes === 'function' ? undefined : { bytes, tag: tagOf(new Uint8Array(bytes)) }
  return {
    async fetch(known) {
      if (given) return known === given.tag ? undefined : { bytes: copy(given.bytes), tag: given.tag }
      const read = copy(await (bytes as () => Bytes | Promise<Bytes>)())
      const tag = tagOf(read)
      return known === tag ? undefined : { bytes: read, tag }
    },
  }
}

type Bytes = Uint8Array | ArrayBuffer

/** The envelope, which has the signature and the checksum, and the length. */
function tagOf(bytes: Uint8Array): string {
  return `${hex(bytes.subarray(0, 92))}.${bytes.length}`
}
