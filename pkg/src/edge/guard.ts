import type { Granted } from './granted.js'
import { Judge } from './judge.js'
import { mustBePlain, type GuardOptions } from './options.js'
import { Reading } from './reading.js'
import { problemOf, responseOf } from './refusal.js'
import { targetIn } from './target.js'

/** What a platform gives with a request, as far as a guard asks for it. */
export interface ExecutionContext {
  waitUntil?(work: Promise<unknown>): void
}

/** What a guarded request is answered by. */
export type Handler<Env, Context extends ExecutionContext = ExecutionContext> = (request: Request, env: Env, ctx: Context, granted: Granted) => Response | Promise<Response>

/** What guards of whole applications take, beside what all take. */
export interface FetchGuardOptions<Env, Context extends ExecutionContext = ExecutionContext> extends GuardOptions<Env> {
  /** Answers preflights, which never reach the handler. Without it they are refused as anything that is not listed. */
  readonly cors?: ((request: Request, env: Env, ctx: Context) => Response | Promise<Response>) | undefined
}

/**
 * Lets through to the handler what its caller may do, and refuses everything else. What it gives is the default export of a worker, and its `fetch`
 * is a handler for Deno, Bun and whatever else speaks `Request` and `Response`. Throws a TypeError where the configuration is wrong.
 */
export function guard<Env = unknown, Context extends ExecutionContext = ExecutionContext>(
  options: FetchGuardOptions<Env, Context>,
  handler: Handler<Env, Context>,
): { fetch(request: Request, env?: Env, ctx?: Context): Promise<Response> } {
  mustBePlain(options)
  const { cors, ...others } = options
  if (cors !== undefined && typeof cors !== 'function') throw new TypeError('`cors` must be a function')
  if (typeof handler !== 'function') throw new TypeError('a guard wants a handler')
  const judge = new Judge<Env>(others)
  return {
    async fetch(came: Request, env = undefined as Env, ctx = {} as Context) {
      if (cors && isPreflight(came)) return cors(came, env, ctx)
      const request = judge.observes ? came : plain(came)
      const reading = new Reading(request)
      const granted = await judge.judge({
        request,
        target: targetIn(came.url),
        env,
        background: backgroundOf(ctx),
        bytes: (limits) => reading.bytes(limits),
      })
      if (!granted.refusal || judge.observes) return handler(reading.request, env, ctx, granted)
      reading.cancel()
      return responseOf(problemOf(granted.refusal, judge.wording))
    },
  }
}

/** Work after the answer: where nobody waits for it, it just runs. */
export function backgroundOf(ctx: unknown): (work: Promise<unknown>) => void {
  return (work) => {
    const context = ctx as ExecutionContext | null | undefined
    if (typeof context?.waitUntil === 'function') context.waitUntil(work)
  }
}

/** What other layers take for the method or the address of a request. Neither was checked, so neither is handed on. */
export const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override', 'x-original-url', 'x-rewrite-url']

/** The request without them. */
export function plain(request: Request): Request {
  // Looked up once: where headers are the platform's, each look costs as much as a check.
  const { headers: sent } = request
  if (!OVERRIDES.some((name) => sent.has(name))) return request
  const headers = new Headers(sent)
  for (const name of OVERRIDES) headers.delete(name)
  return new Request(request, { headers })
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
}
