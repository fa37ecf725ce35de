import { FetchError } from '../live/errors.js'
import type { Floor } from '../live/keeper.js'
import type { Source } from '../live/source.js'
import { MOST, whole } from '../live/stream.js'

/** What a binding gives for an object of the class: its methods, called from the worker. */
export interface SnapshotStub {
  newest(known?: string): Promise<Response>
  floor(): Promise<number>
  raise(sequence: number): Promise<void>
}

/** The snapshot that a Durable Object keeps. One that is held already is not sent again. */
export function fromDurableObject(stub: SnapshotStub, options: { readonly maxBytes?: number; readonly timeout?: number } = {}): Source {
  const { maxBytes = MOST, timeout = 30_000 } = options
  return {
    async fetch(known) {
      const response = await stub.newest(known)
      if (response.status === 304 && known !== undefined) return undefined
      if (response.status !== 200 || !response.body) {
        const { title = '' } = (await response.json().catch(() => ({}))) as { title?: string }
        throw new FetchError('not-served', `the Durable Object answered with status ${response.status}: ${title}`, 'push it the file that `rolepack pack` wrote')
      }
      return { bytes: await whole(response.body, maxBytes, AbortSignal.timeout(timeout)), tag: response.headers.get('etag') ?? undefined }
    },
  }
}

/** The highest sequence that was seen, kept by a Durable Object, wherever the snapshots themselves are kept. */
export function durableFloor(stub: SnapshotStub): Floor {
  return { read: async () => stub.floor(), raise: async (sequence) => stub.raise(sequence) }
}
