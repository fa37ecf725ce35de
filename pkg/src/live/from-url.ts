import { FetchError } from './errors.js'
import { listen } from './events.js'
import type { Fetched, Source } from './source.js'
import { MOST, whole } from './stream.js'

export interface UrlOptions {
  /** Sent with every request: of a function what it gives at the time, so that a token can be renewed. */
  readonly headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>)
  /** Where it tells of new snapshots as server-sent events; `true`: at the same address, by what is accepted. */
  readonly events?: boolean | string | URL
  /** In how many milliseconds it must be there whole; 30,000 if absent. */
  readonly timeout?: number
  readonly maxBytes?: number
  readonly fetch?: typeof fetch
}

/** A browser would take the first answer from what it kept, however old; elsewhere nothing is kept, and not every worker knows the field. */
const ASKED_ANEW: RequestInit = 'document' in globalThis ? { cache: 'no-cache' } : {}

/** An address that serves a snapshot. It is asked with the ETag of what is held, so that what did not change is not sent again. */
export function fromURL(url: string | URL, options: UrlOptions = {}): Source {
  const { events, timeout = 30_000, maxBytes = MOST } = options
  const ask: typeof fetch = (address, init) => (options.fetch ?? globalThis.fetch)(address, init)
  const headers = async (own: Record<string, string>) => {
    const given = options.headers
    const all = new Headers(typeof given === 'function' ? await given() : given)
    for (const [name, value] of Object.entries(own)) all.set(name, value)
    return all
  }
  const source: Source = {
    async fetch(known) {
      const own = { accept: 'application/vnd.rolepack', ...(known === undefined ? {} : { 'if-none-match': known }) }
      const signal = AbortSignal.timeout(timeout)
      const response = await ask(url, { ...ASKED_ANEW, headers: await headers(own), signal })
      if (response.status === 304 && known !== undefined) return undefined
      if (!response.ok) throw await notServed(response, `${address(url)} answered with status ${response.status}`)
      if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) throw await notServed(response, `${address(url)} answered with a page`)
      return taken(response, maxBytes, signal)
    },
  }
  if (events) {
    const at = events === true ? url : events
    source.listen = (news, signal, last) =>
      listen(async (own, signal) => ask(at, { headers: await headers(own), signal }), news, signal, last)
  }
  return source
}

/** What the program shows of an address: no user, no password, nothing that may be a secret. */
function address(url: string | URL): string {
  return `\`${String(url).replace(/^(\w+:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/s, '')}\``
}

async function notServed(response: Response, message: string): Promise<FetchError> {
  await response.body?.cancel().catch(() => {})
  const { status } = response
  return Object.assign(new FetchError('not-served', message, 'see whether the snapshot is served there, and to whom'), { status })
}

async function taken(response: Response, most: number, signal: AbortSignal): Promise<Fetched> {
  const tag = response.headers.get('etag') ?? undefined
  const bytes = response.body ? await whole(response.body, most, signal) : new Uint8Array(await response.arrayBuffer())
  return { bytes, tag }
}
