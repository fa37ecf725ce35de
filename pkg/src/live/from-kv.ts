import type { Source } from './source.js'
import { missing, MOST, whole } from './stream.js'

/** What is asked of Cloudflare's KV, or of anything with this much of it. */
export interface KeyValue {
  getWithMetadata(key: string, options: { type: 'stream'; cacheTtl?: number }): Promise<{ value: ReadableStream | null; metadata: unknown }>
}

/**
 * A key of a KV namespace. Where its metadata hold an `etag`, a value that is held already is not read again. `cacheTtl`: for how many
 * seconds a location may answer without asking; the platform's least is 30.
 */
export function fromKV(namespace: KeyValue, key: string, options: { readonly cacheTtl?: number; readonly maxBytes?: number } = {}): Source {
  const { cacheTtl, maxBytes = MOST } = options
  return {
    async fetch(known) {
      const { value, metadata } = await namespace.getWithMetadata(key, { type: 'stream', ...(cacheTtl === undefined ? {} : { cacheTtl }) })
      if (value === null) throw missing(`the key \`${key}\``)
      const { etag } = (metadata ?? {}) as { etag?: unknown }
      const tag = typeof etag === 'string' && etag ? etag : undefined
      if (tag !== undefined && tag === known) {
        await value.cancel()
        return undefined
      }
      return { bytes: await whole(value, maxBytes), tag }
    },
  }
}
