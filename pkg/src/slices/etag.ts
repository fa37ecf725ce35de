import type { Who } from '../request.js'
import type { Header } from '../types.js'
import { VERSION } from '../wasm/version.js'

/**
 * A strong tag of a slice, known before it is cut: what is cut depends on nothing else. Of a snapshot without a sequence, which another may follow
 * under the same 0, `slice` belongs to it too. A digest: it tells nothing of whom it is about.
 */
export async function etag({ organization, sequence, created }: Header, [user, method, groups]: Who, explain: boolean, slice?: Uint8Array): Promise<string> {
  const presented = groups.map((pair) => JSON.stringify(pair)).sort()
  const about = JSON.stringify([VERSION, organization, sequence, created ?? null, user, method, [...new Set(presented)], explain])
  return `"${base64(await digest(new TextEncoder().encode(about), slice))}"`
}

/** Whether a caller who says `If-None-Match` has it: a list of tags, compared weakly, or `*`. */
export function has(ifNoneMatch: string | null, tag: string): boolean {
  const held = ifNoneMatch?.split(',').map((one) => one.trim().replace(/^W\//, ''))
  return held !== undefined && (held.includes(tag) || (held.length === 1 && held[0] === '*'))
}

async function digest(about: Uint8Array, slice: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
  const all = new Uint8Array(about.length + slice.length)
  all.set(about)
  all.set(slice, about.length)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all))
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
