import { UnavailableError } from '../live/errors.js'
import type { Answers } from './answers.js'
import { fieldsOf } from './body.js'
import { evaluation, evaluations } from './evaluate.js'
import { endpoints, metadata } from './metadata.js'
import { checked, type AuthZenOptions, type Settings } from './options.js'
import { Refusal, refused } from './refusal.js'
import { searchAction, searchResource, searchSubject } from './search.js'

const ENDPOINTS = {
  evaluation,
  evaluations,
  'search/subject': searchSubject,
  'search/resource': searchResource,
  'search/action': searchAction,
} as const

/**
 * A fetch handler that answers AuthZEN: evaluation, evaluations, the three searches and the metadata. What follows the request, such as a worker's
 * `env` and `ctx`, is handed to `access` and `authorize`. Throws a TypeError where an option is wrong.
 */
export function authzen<Env = unknown, Context = unknown>(options: AuthZenOptions<Env, Context>): (request: Request, env?: Env, context?: Context) => Promise<Response> {
  const settings = checked(options as AuthZenOptions)
  return async (request, env, context) => {
    const response = await answered(settings, [request, env, context]).catch((error: unknown) => instead(error, settings))
    const id = request.headers.get('x-request-id')
    if (id !== null) response.headers.set('x-request-id', id)
    return response
  }
}

/** A request, and what the platform hands on with it. */
type Arrival = [request: Request, env: unknown, context: unknown]

async function answered(settings: Settings, arrival: Arrival): Promise<Response> {
  const [request] = arrival
  const { pathname, origin } = new URL(request.url)
  const at = endpoints(settings.url ?? new URL(origin))
  if (pathname === at.metadata) {
    allowed(request, ['GET', 'HEAD'])
    return json(metadata(at), request.method === 'HEAD')
  }
  const name = (Object.keys(ENDPOINTS) as (keyof typeof ENDPOINTS)[]).find((name) => pathname === at.path(name))
  if (name === undefined) throw new Refusal(404, 'there is no such endpoint')
  allowed(request, ['POST'])
  await admit(settings, arrival)
  const asked = await fieldsOf(request, settings)
  return json(await ENDPOINTS[name](asked, settings, await current(settings, arrival)))
}

function allowed({ method }: Request, methods: string[]): void {
  if (!methods.includes(method)) throw new Refusal(405, `the method is ${methods.join(' or ')}`, { allow: methods.join(', ') })
}

/** Whatever is not `true` keeps the caller out. */
async function admit({ authorize }: Settings, arrival: Arrival): Promise<void> {
  const admitted: unknown = authorize === undefined ? true : await authorize(...arrival)
  if (admitted === 403) throw new Refusal(403, 'the caller may not ask here')
  if (admitted !== true) throw new Refusal(401, 'the caller is not known here', { 'www-authenticate': 'Bearer' })
}

/** The one snapshot that all of a request is answered from. */
async function current({ access }: Settings, arrival: Arrival): Promise<Answers> {
  const given = (await access(...arrival)) as unknown as Answers & { readonly current?: Answers }
  const answers = given.current ?? given
  if (answers.kind === 'slice') throw new TypeError('a slice is for showing: decisions are made on a whole snapshot')
  return answers
}

function json(answer: unknown, headOnly = false): Response {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return new Response(headOnly ? null : JSON.stringify(answer), { headers })
}

/** What is answered where there is no answer. What the program's own errors say stays here. */
function instead(error: unknown, { report }: Settings): Response {
  if (error instanceof Refusal) return refused(error)
  if (error instanceof UnavailableError) {
    const seconds = Math.max(1, Math.ceil(error.retryAfter / 1000))
    return refused(new Refusal(503, 'there is no snapshot to answer from', { 'retry-after': String(seconds) }))
  }
  try {
    report(error)
  } catch (another) {
    console.error(another)
  }
  return refused(new Refusal(500, 'internal error'))
}
