import type { Source } from './source.js'
import { missing, MOST, whole } from './stream.js'

/** What is asked of Cloudflare's R2, or of anything with this much of it. */
export interface Bucket {
  get(key: string, options?: { onlyIf: { etagDoesNotMatch: string } }): Promise<Stored | null>
}

interface Stored {
  readonly etag: string
  /** Absent where the condition does not hold: the object is the one that is known. */
  readonly body?: ReadableStream | null
}

/** An object of an R2 bucket. One that is held already is not read again. */
export function fromR2(bucket: Bucket, key: string, options: { readonly maxBytes?: number } = {}): Source {
  return {
    async fetch(known) {
      const stored = await (known === undefined ? bucket.get(key) : bucket.get(key, { onlyIf: { etagDoesNotMatch: known } }))
      if (stored === null) throw missing(`the object \`${key}\``)
      if (!stored.body) return undefined
      return { bytes: await whole(stored.body, options.maxBytes ?? MOST), tag: stored.etag }
    },
  }
}
