import type { Asked } from './types.js'

/** The request for the operator's functions: all but the body. Its host is nobody's word: whoever needs one reads the header. */
export function requestOf(asked: Asked): Request {
  const { method, rawHeaders } = asked
  const headers = new Headers()
  // Of a header that comes twice Node.js would keep one without a word.
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) if (!rawHeaders[at]!.startsWith(':')) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!)
  const target = targetOf(asked)
  return new Request(`http://localhost${target.startsWith('/') ? target : '/'}`, { method, headers })
}

/** The whole path by which Express finds a route: as it was sent, or as something before this has rewritten it. */
export function targetOf({ baseUrl, url, originalUrl }: Asked): string {
  // Below a place where it is mounted the path is `/` where nothing is left of it.
  const added = url === '/' || url.startsWith('/?') ? baseUrl + url.slice(1) : undefined
  return added === originalUrl ? originalUrl : baseUrl + url
}
