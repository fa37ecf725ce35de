import { RolepackError } from '../errors.js'
import { UnavailableError } from '../live/errors.js'

/** What a refused caller is told beside the status. */
export interface Telling {
  /** In how many milliseconds it is worth asking again. */
  readonly retryAfter?: number | undefined
  /** Whether a token was presented and refused: OAuth's `invalid_token`. */
  readonly badToken?: boolean | undefined
  /** Whether it is for the operator to mend, and so told to `report`; of 500 and above it is. */
  readonly report?: boolean | undefined
  readonly cause?: unknown
}

/** A request is answered without its handler. Functions of the operator may throw one too: of a record that does not exist, say. */
export class Refusal extends RolepackError {
  /** Of the answer: 400 to 599. */
  readonly status: number
  readonly retryAfter: number | undefined
  readonly badToken: boolean
  readonly report: boolean

  constructor(status: number, code: string, message: string, help: string, { retryAfter, badToken = false, report = status >= 500, cause }: Telling = {}) {
    super(code, message, help)
    if (!(Number.isInteger(status) && status >= 400 && status <= 599)) throw new TypeError('a refusal has a status from 400 to 599')
    this.status = status
    this.retryAfter = retryAfter
    this.badToken = badToken
    this.report = report
    if (cause !== undefined) this.cause = cause
  }

  override get name(): string {
    return 'Refusal'
  }
}

/** How refusals are put into words. */
export interface Wording {
  /** Whether the caller is told why, beside the status. */
  readonly tellReason: boolean
  /** What `WWW-Authenticate` says. */
  readonly challenge: string
}

/** A refusal as it is sent: RFC 9457, and never kept by anybody on the way. */
export interface Problem {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function problemOf(refusal: Refusal, { tellReason, challenge }: Wording): Problem {
  const { status, code, retryAfter, badToken } = refusal
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  if (status === 401) headers['www-authenticate'] = badToken ? `${challenge}${challenge.includes(' ') ? ', ' : ' '}error="invalid_token"` : challenge
  if (retryAfter !== undefined) headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfter / 1000)))
  const title = Object.hasOwn(TITLES, status) ? TITLES[status] : 'Refused'
  return { status, headers, body: JSON.stringify({ type: 'about:blank', title, status, ...(tellReason ? { reason: code } : {}) }) }
}

export function responseOf({ status, headers, body }: Problem): Response {
  return new Response(body, { status, headers })
}

/** Anything that was thrown, as a refusal: what nobody foresaw is refused too. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  // What keeps snapshots has reported why.
  if (error instanceof UnavailableError) return new Refusal(503, error.code, error.message, error.help, { retryAfter: error.retryAfter, report: false, cause: error })
  return new Refusal(500, 'failed', `whether the request may be made could not be found out: ${textOf(error)}`, 'see `cause`; a function of the configuration threw it', { cause: error })
}

/** What was thrown, in words. Anything can be thrown, also what has none. */
export function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error)
  } catch {
    return 'it has no words'
  }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
