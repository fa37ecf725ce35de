// The entry `rolepack/express`: the guard as middleware of Express.
import { backgroundOf, OVERRIDES } from '../edge/guard.js'
import type { Granted } from '../edge/granted.js'
import { Judge } from '../edge/judge.js'
import type { GuardOptions } from '../edge/options.js'
import { problemOf, Refusal, type Problem } from '../edge/refusal.js'
import { bytesOf } from './body.js'
import { requestOf, targetOf } from './request.js'
import type { Answer, Asked } from './types.js'

export { body, params, query, Refusal, type GuardOptions, type Granted } from '../edge/index.js'

/** Middleware, as Express takes it. */
export type Middleware = (request: Asked, response: Answer, next: (error?: unknown) => void) => void

/**
 * Lets through what callers may do, and refuses everything else; `response.locals.granted` says how it was decided. Routes are told by their whole path, wherever it is used:
 * `app.use(rolepackGuard({ … }))` before all that is to be guarded, and before what parses bodies. Throws a TypeError where the configuration is wrong.
 */
export function rolepackGuard(options: GuardOptions<undefined>): Middleware {
  const judge = new Judge<undefined>(options)
  return (asked, response, next) => void answer(judge, asked, response).then((granted) => granted && next(), next)
}

/** What was granted; undefined where it was refused. */
async function answer(judge: Judge<undefined>, asked: Asked, response: Answer): Promise<Granted | undefined> {
  // The platform has no such requests, and no route is listed for them.
  if (/^(?:CONNECT|TRACE|TRACK)$/i.test(asked.method)) {
    refuse(response, problemOf(new Refusal(403, 'not-listed', `no route is listed for ${asked.method}`, 'send another method'), judge.wording))
    return undefined
  }
  const granted = await judge.judge({
    request: requestOf(asked),
    target: targetOf(asked),
    env: undefined,
    background: backgroundOf(undefined),
    bytes: (limits) => bytesOf(asked, limits),
  })
  const { refusal } = granted
  if (refusal && !judge.observes) {
    // Nobody reads the rest of the body.
    const unread = refusal.code === 'body-too-large' || refusal.code === 'body-timeout'
    refuse(response, problemOf(refusal, judge.wording), unread ? { connection: 'close' } : {})
    return undefined
  }
  // In Node.js whatever comes after this would find them.
  if (!judge.observes) for (const name of OVERRIDES) delete asked.headers[name]
  response.locals['granted'] = granted
  return granted
}

/** What is left of a body that nobody reads to its end does not wait for one. */
function refuse(response: Answer, { status, headers, body }: Problem, others: Record<string, string> = {}): void {
  const length = String(new TextEncoder().encode(body).length)
  response.writeHead(status, { ...headers, 'content-length': length, ...others }).end(body)
}
