import type { Caller } from '../edge/caller.js'
import { problemOf, Refusal, refusalOf, responseOf } from '../edge/refusal.js'
import { tell } from '../live/report.js'
import { RolepackError } from '../errors.js'
import { who, type Who } from '../request.js'
import type { Header, SliceOptions } from '../types.js'
import { etag, has } from './etag.js'
import { checked, type Settings, type SlicesOptions } from './options.js'

/** What is asked of an `Access` here, whichever entry it is of. */
interface Cuts extends Header {
  readonly current?: Cuts
  slice(user: string, options: SliceOptions): Uint8Array | Promise<Uint8Array>
}

/** A request, and what the platform hands on with it. */
type Arrival = [request: Request, env: unknown, context: unknown]

/**
 * A fetch handler that serves every caller their own slice, wherever it is mounted. What follows the request, such as a worker's `env` and `ctx`, is
 * handed to `access` and `caller`. Throws a TypeError where an option is wrong.
 */
export function slices<Env = unknown, Context = unknown>(options: SlicesOptions<Env, Context>): (request: Request, env?: Env, context?: Context) => Promise<Response> {
  const settings = checked(options as SlicesOptions)
  return (request, env, context) => answered(settings, [request, env, context]).catch((error: unknown) => instead(error, settings))
}

async function answered(settings: Settings, arrival: Arrival): Promise<Response> {
  const [request, env] = arrival
  if (request.method !== 'GET' && request.method !== 'HEAD') throw new Refusal(405, 'method-not-allowed', 'a slice is fetched, and nothing else', 'send GET or HEAD')
  const caller = await settings.caller(...arrival)
  if (caller === null || caller === undefined) throw new Refusal(401, 'no-caller', 'nobody is signed in', 'sign in')
  const asking = asker(caller, settings.accessMethod && { accessMethod: settings.accessMethod(request, env, caller) })
  const given = (await settings.access(...arrival)) as unknown as Cuts
  const access = given.current ?? given
  if (access.kind === 'slice') throw new TypeError('slices are cut from a whole snapshot, or from a shard')
  if (caller.organization !== undefined && caller.organization !== access.organization) {
    throw new Refusal(403, 'wrong-organization', 'the caller signed in with the issuer of another organisation', 'sign in with one of this')
  }
  return served(settings, request, access, asking)
}

async function served({ vary, explain }: Settings, { method, headers: sent }: Request, access: Cuts, asking: Who): Promise<Response> {
  const known = sent.get('if-none-match')
  // Without a sequence nothing but the bytes tells one state from the next; and `*` is said of whatever there is, if there is any.
  const unnumbered = access.sequence === 0
  const first = unnumbered || known?.trim() === '*' ? await cut(access, asking, explain) : undefined
  const tag = await etag(access, asking, explain, unnumbered ? first : undefined)
  // One user's answer: nobody else's cache may keep it, and the browser asks again.
  const headers = { 'cache-control': 'private, no-cache', vary, etag: tag, 'x-content-type-options': 'nosniff' }
  if (has(known, tag)) return new Response(null, { status: 304, headers })
  const slice = first ?? (await cut(access, asking, explain))
  const described = { ...headers, 'content-type': 'application/vnd.rolepack', 'content-length': String(slice.length) }
  return new Response(method === 'HEAD' ? null : (slice as BodyInit), { headers: described })
}

/** The slice of a user whom the snapshot need not know: one who is unknown or inactive is given what their page may show, which may be nothing. */
async function cut(access: Cuts, [user, method, groups]: Who, explain: boolean): Promise<Uint8Array> {
  try {
    const identityGroups = groups.map(([provider, group]) => ({ provider, group }))
    return await access.slice(user, { identityGroups, explain, accessMethod: method ? 'slideIn' : 'login' })
  } catch (error) {
    if (!(error instanceof RolepackError && error.code === 'not-in-snapshot')) throw error
    throw new Refusal(404, 'not-in-snapshot', 'the shard does not answer for the caller', 'ask where the shard of their range is served', { cause: error })
  }
}

/** Throws a Refusal where what the sign-in says could be no user, no group or no access method. */
function asker({ userId, identityGroups }: Caller, method: object | undefined): Who {
  const asking = who(userId, { ...(identityGroups === undefined ? {} : { identityGroups }), ...method })
  if (asking === null) throw new Refusal(403, 'invalid-request', 'what the sign-in says can be no user, no group or no access method', 'see what `caller` and `accessMethod` give')
  return asking
}

/** What is answered where there is no slice. */
function instead(error: unknown, settings: Settings): Response {
  const refusal = refusalOf(error)
  if (refusal.report) tell(settings.report, refusal)
  const response = responseOf(problemOf(refusal, settings))
  if (refusal.status === 405) response.headers.set('allow', 'GET, HEAD')
  return response
}
