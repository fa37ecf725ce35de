import { RolepackError } from '../engine.js'
import { UnavailableError } from '../live/errors.js'
import { who, type Who } from '../request.js'
import type { Header, SliceOptions } from '../types.js'
import { etag, has } from './etag.js'
import { checked, type Settings, type SliceCaller, type SlicesOptions } from './options.js'
import { Problem, problem } from './problem.js'

/** What is asked of an `Access` here, whichever entry it is of. */
interface Cuts extends Header {
  readonly current?: Cuts
  slice(user: string, options: SliceOptions): Uint8Array | Promise<Uint8Array>
}

/**
 * A fetch handler that serves every caller their own slice, wherever it is mounted. What follows the request, such as a worker's `env` and `ctx`, is
 * handed to `access` and `caller`. Throws a TypeError where an option is wrong.
 */
export function slices<Env = unknown, Context = unknown>(options: SlicesOptions<Env, Context>): (request: Request, env?: Env, context?: Context) => Promise<Response> {
  const settings = checked(options as SlicesOptions)
  return (request, env, context) => answered(settings, [request, env, context]).catch((error: unknown) => instead(error, settings))
}

/** A request, and what the platform hands on with it. */
type Arrival = [request: Request, env: unknown, context: unknown]

async function answered(settings: Settings, arrival: Arrival): Promise<Response> {
  const [request] = arrival
  const { method } = request
  if (method !== 'GET' && method !== 'HEAD') throw new Problem(405, 'method-not-allowed', { allow: 'GET, HEAD' })
  const caller = await settings.caller(...arrival)
  if (caller === null || caller === undefined) throw new Problem(401, 'no-caller', { 'www-authenticate': settings.challenge })
  const asking = asker(caller)
  const given = (await settings.access(...arrival)) as unknown as Cuts
  const access = given.current ?? given
  if (access.kind === 'slice') throw new TypeError('slices are cut from a whole snapshot, or from a shard')
  if (caller.organization !== undefined && caller.organization !== access.organization) throw new Problem(403, 'wrong-organization')
  return served(settings, request, access, asking)
}

async function served({ vary, explain }: Settings, request: Request, access: Cuts, asking: Who): Promise<Response> {
  const known = request.headers.get('if-none-match')
  // Without a sequence nothing but the bytes tells one state from the next; and `*` is said of whatever there is, if there is any.
  const unnumbered = access.sequence === 0
  const first = unnumbered || known?.trim() === '*' ? await cut(access, asking, explain) : undefined
  const tag = await etag(access, asking, explain, unnumbered ? first : undefined)
  // One user's answer: nobody else's cache may keep it, and the browser asks again.
  const headers = { 'cache-control': 'private, no-cache', vary: vary.join(', '), etag: tag, 'x-content-type-options': 'nosniff' }
  if (has(known, tag)) return new Response(null, { status: 304, headers })
  const slice = first ?? (await cut(access, asking, explain))
  const described = { ...headers, 'content-type': 'application/vnd.rolepack', 'content-length': String(slice.length) }
  return new Response(request.method === 'HEAD' ? null : (slice as BodyInit), { headers: described })
}

/** The slice of a user whom the snapshot need not know: one who is unknown or inactive is given what their page may show, which may be nothing. */
async function cut(access: Cuts, [user, method, groups]: Who, explain: boolean): Promise<Uint8Array> {
  try {
    const identityGroups = groups.map(([provider, group]) => ({ provider, group }))
    return await access.slice(user, { identityGroups, explain, accessMethod: method ? 'slideIn' : 'login' })
  } catch (error) {
    // A shard answers for its range alone.
    if (error instanceof RolepackError && error.code === 'not-in-snapshot') throw new Problem(404, error.code)
    throw error
  }
}

/** Throws a Problem where what the sign-in says could be no user, no group or no access method. */
function asker({ userId, identityGroups, accessMethod }: SliceCaller): Who {
  const presented = { ...(identityGroups === undefined ? {} : { identityGroups }), ...(accessMethod === undefined ? {} : { accessMethod }) }
  const asking = who(userId, presented)
  if (asking === null) throw new Problem(403, 'invalid-request')
  return asking
}

/** What is answered where there is no slice. What the program's own errors say stays here. */
function instead(error: unknown, { report }: Settings): Response {
  if (error instanceof Problem) return problem(error)
  if (error instanceof UnavailableError) return problem(new Problem(503, error.code, { 'retry-after': String(Math.max(1, Math.ceil(error.retryAfter / 1000))) }))
  try {
    report(error)
  } catch (another) {
    console.error(another)
  }
  return problem(new Problem(500, 'failed'))
}
