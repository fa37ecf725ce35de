import { parse } from './json.js'
import type { Settings } from './options.js'
import { Refusal } from './refusal.js'

/** The object that a request's body is, in JSON: all of it read, within the bounds. */
export async function fieldsOf(request: Request, { maxBody, timeout }: Settings): Promise<object> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== 'application/json') throw new Refusal(400, 'the content type must be application/json')
  const bytes = await read(request, maxBody, timeout)
  if (bytes.length === 0) throw new Refusal(400, 'the body is empty')
  let value
  try {
    value = parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new Refusal(400, 'the body must be JSON that names no field of an object twice, and 1,000 at most')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(400, 'the body must be an object')
  return value
}

async function read(request: Request, most: number, timeout: number): Promise<Uint8Array> {
  const tooLarge = new Refusal(413, `the body may have ${most} bytes`)
  // What the header says is believed only where it says too much.
  if (Number(request.headers.get('content-length')) > most) throw tooLarge
  if (!request.body) return new Uint8Array()
  const reader = request.body.getReader()
  // Who sends without end may also never hear that nobody listens.
  const leave = () => void reader.cancel().catch(() => {})
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(408, 'the body did not arrive in time')), timeout)
  })
  try {
    const parts: Uint8Array[] = []
    let length = 0
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late])
      if (done) return joined(parts, length)
      length += value.length
      if (length > most) throw tooLarge
      parts.push(value)
    }
  } catch (error) {
    leave()
    throw error instanceof Refusal ? error : new Refusal(400, 'the body was cut off')
  } finally {
    clearTimeout(timer)
  }
}

function joined(parts: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
