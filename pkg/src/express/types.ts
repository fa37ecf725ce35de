// As much of Express, and of the Node.js below it, as the middleware asks for.

/** The request of Express. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly baseUrl: string
  readonly originalUrl: string
  readonly rawHeaders: readonly string[]
  readonly headers: { [name: string]: unknown }
  /** What a parser before the guard made of the body. */
  body?: unknown
  /** Whether it was parsed, as parsers of Express 4 tell each other. */
  _body?: unknown
  readonly readableEnded: boolean
  readonly destroyed: boolean
  on(event: string, listener: (value: any) => void): unknown
  off(event: string, listener: (value: any) => void): unknown
  read(): Uint8Array | null
  unshift(part: Uint8Array): void
}

/** The response of Express. */
export interface Answer {
  readonly locals: { [name: string]: unknown }
  writeHead(status: number, headers: Readonly<Record<string, string>>): { end(body: string): unknown }
}
