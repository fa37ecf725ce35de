/** A request that is answered with a status and a message, and with no decision. */
export class Fault extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** The message alone, as text: that is the body that the standard gives an error. */
export function told({ status, message, headers }: Fault): Response {
  const own = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return new Response(message, { status, headers: { ...own, ...headers } })
}
