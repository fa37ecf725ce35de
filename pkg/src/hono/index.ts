// The entry `rolepack/hono`: the guard as middleware of Hono.
import type { Context, Env, MiddlewareHandler } from 'hono'
import { backgroundOf, plain } from '../edge/guard.js'
import type { Granted } from '../edge/granted.js'
import { Judge } from '../edge/judge.js'
import type { GuardOptions } from '../edge/options.js'
import { Reading } from '../edge/reading.js'
import { problemOf, responseOf } from '../edge/refusal.js'
import { targetIn } from '../edge/target.js'

export { body, params, query, Refusal, type GuardOptions, type Granted } from '../edge/index.js'

/** What the middleware adds to the context: `c.get('granted')`. */
export interface Guarded<Bindings = unknown> extends Env {
  Bindings: Bindings & object
  Variables: { granted: Granted }
}

/**
 * Lets through what callers may do, and refuses everything else. Routes are told by their whole path, wherever it is used: `app.use(rolepackGuard({ … }))` before
 * all that is to be guarded, and what answers preflights before it. Throws a TypeError where the configuration is wrong.
 */
export function rolepackGuard<Bindings = unknown>(options: GuardOptions<Bindings>): MiddlewareHandler<Guarded<Bindings>> {
  const judge = new Judge<Bindings>(options)
  return async (context, next) => {
    const request = judge.observes ? context.req.raw : plain(context.req.raw)
    const reading = new Reading(request)
    const granted = await judge.judge({
      request,
      target: targetIn(request.url),
      env: context.env as Bindings,
      background: backgroundOf(executionOf(context)),
      bytes: (limits) => reading.bytes(limits),
    })
    if (granted.refusal && !judge.observes) {
      reading.cancel()
      return responseOf(problemOf(granted.refusal, judge.wording))
    }
    context.req.raw = reading.request
    context.set('granted', granted)
    await next()
    return undefined
  }
}

/** Where a runtime gives none, Hono throws. */
function executionOf<E extends Env>(context: Context<E>): unknown {
  try {
    return context.executionCtx
  } catch {
    return undefined
  }
}
