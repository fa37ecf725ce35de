import type { Source } from './source.js'

/** A snapshot that comes with the program: bytes, or what gives them. It is never another one. */
export function fromBytes(bytes: Uint8Array | ArrayBuffer | (() => Bytes | Promise<Bytes>)): Source {
  return {
    async fetch(known) {
      if (known !== undefined) return undefined
      const given = typeof bytes === 'function' ? await bytes() : bytes
      // A copy: who holds the original may write to it while it is verified.
      return { bytes: new Uint8Array(given).slice(), tag: 'given' }
    },
  }
}

type Bytes = Uint8Array | ArrayBuffer
