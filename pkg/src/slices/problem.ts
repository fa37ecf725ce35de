/** A request that is answered without a slice. */
export class Problem extends Error {
  readonly status: keyof typeof TITLES
  readonly reason: string
  readonly headers: Record<string, string>

  constructor(status: keyof typeof TITLES, reason: string, headers: Record<string, string> = {}) {
    super(reason)
    this.status = status
    this.reason = reason
    this.headers = headers
  }
}

/** As RFC 9457 has it, and kept by nobody on the way. */
export function problem({ status, reason, headers }: Problem): Response {
  const own = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return new Response(JSON.stringify({ type: 'about:blank', title: TITLES[status], status, reason }), { status, headers: { ...own, ...headers } })
}

const TITLES = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
