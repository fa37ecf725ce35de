import { problemOf, refusalOf } from '../edge/refusal.js'
import { tell } from '../live/report.js'
import type { Answers } from './answers.js'
import { fieldsOf } from './body.js'
import { evaluation, evaluations } from './evaluate.js'
import { Fault, told } from './fault.js'
import { endpoints, metadata } from './metadata.js'
import { checked, type AuthZenOptions, type Settings } from './options.js'
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
  if (name === undefined) throw new Fault(404, 'there is no such endpoint')
  allowed(request, ['POST'])
  await admit(settings, arrival)
  const asked = await fieldsOf(request, settings)
  return json(await ENDPOINTS[name](asked, settings, await current(settings, arrival)))
}

function allowed({ method }: Request, methods: string[]): void {
  if (!methods.includes(method)) throw new Fault(405, `the method is ${methods.join(' or ')}`, { allow: methods.join(', ') })
}

/** Whatever is not `true` keeps the caller out. */
async function admit({ authorize }: Settings, arrival: Arrival): Promise<void> {
  const admitted: unknown = authorize === undefined ? true : await authorize(...arrival)
  if (admitted === 403) throw new Fault(403, MESSAGES[403]!)
  if (admitted !== true) throw new Fault(401, MESSAGES[401]!, { 'www-authenticate': 'Bearer' })
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

/** What is answered where there is no answer. A function of the operator may throw a Refusal too; what it says, and other errors do, stays here. */
function instead(error: unknown, { report }: Settings): Response {
  if (error instanceof Fault) return told(error)
  const refusal = refusalOf(error)
  if (refusal.report) tell(report, refusal)
  const { status } = refusal
  const { headers } = problemOf(refusal, { tellReason: false, challenge: 'Bearer' })
  return told(new Fault(status, Object.hasOwn(MESSAGES, status) ? MESSAGES[status]! : 'the request is refused', { ...headers, 'content-type': 'text/plain; charset=utf-8' }))
}

const MESSAGES: Record<number, string> = {
  401: 'the caller is not known here',
  403: 'the caller may not ask here',
  500: 'internal error',
  503: 'there is nothing to answer from at the moment',
}
