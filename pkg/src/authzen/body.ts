import { alreadyRead } from '../edge/body.js'
import { strictly } from '../edge/json.js'
import { FetchError } from '../live/errors.js'
import { whole } from '../live/stream.js'
import { Fault } from './fault.js'
import type { Settings } from './options.js'

/** The most fields of one object: more than any that is meant, and few enough to be looked through for each of many evaluations. */
const MOST_FIELDS = 1_000

/** The object that a request's body is, in JSON: all of it read, within the bounds. */
export async function fieldsOf(request: Request, settings: Settings): Promise<object> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== 'application/json') throw new Fault(400, 'the content type must be application/json')
  const bytes = await read(request, settings)
  if (bytes.length === 0) throw new Fault(400, 'the body is empty')
  let value
  try {
    value = strictly(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), MOST_FIELDS)
  } catch {
    throw new Fault(400, 'the body must be JSON that names no field of an object twice, at most 1,000 of them, and 64 levels deep at most')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Fault(400, 'the body must be an object')
  return value
}

async function read({ headers, body, bodyUsed }: Request, { maxBody, timeout }: Settings): Promise<Uint8Array> {
  if (bodyUsed || body?.locked) throw alreadyRead()
  // What the header says is believed only where it says too much.
  if (Number(headers.get('content-length')) > maxBody) throw tooLarge(maxBody)
  if (!body) return new Uint8Array()
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeout)
  try {
    return await whole(body, maxBody, late.signal)
  } catch (error) {
    if (error instanceof FetchError) throw tooLarge(maxBody)
    throw late.signal.aborted ? new Fault(408, 'the body did not arrive in time') : new Fault(400, 'the body was cut off')
  } finally {
    clearTimeout(timer)
  }
}

function tooLarge(most: number): Fault {
  return new Fault(413, `the body may have ${most} bytes`)
}
