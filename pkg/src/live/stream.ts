// Streams, read whole, no longer and no more than allowed.
import { FetchError } from './errors.js'

/** The most bytes that are taken, unless said otherwise. */
export const MOST = 256 * 1024 * 1024

export function missing(what: string): FetchError {
  return new FetchError('not-served', `there is no snapshot at ${what}`, 'put the file that `rolepack pack` wrote there')
}

/** All bytes of a stream, so many at most. */
export async function whole(stream: ReadableStream<Uint8Array>, most: number, signal?: AbortSignal): Promise<Uint8Array> {
  const reader = stream.getReader()
  // Who sends without end may also never hear that nobody listens.
  const leave = () => void reader.cancel().catch(() => {})
  signal?.addEventListener('abort', leave)
  try {
    const parts: Uint8Array[] = []
    let length = 0
    for (;;) {
      const { done, value } = await reader.read()
      signal?.throwIfAborted()
      if (done) return joined(parts, length)
      length += value.length
      if (length > most) {
        leave()
        throw new FetchError('too-large', `the snapshot has more than ${most} bytes`, 'see what is served there; a larger snapshot wants `maxBytes`')
      }
      parts.push(value)
    }
  } finally {
    signal?.removeEventListener('abort', leave)
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
