// Bodies, as far as a guard reads them: JSON, whole, no longer and no later than allowed.
import { strictly, TwoReadings } from './json.js'
import { Refusal } from './refusal.js'

/** How much of a body is read, and how long it is waited for. */
export interface BodyLimits {
  /** In bytes. */
  readonly maxBody: number
  /** In milliseconds, from the first byte asked for to the last. */
  readonly bodyTimeout: number
}

/** The JSON of a body that `read` brings. Throws a Refusal. */
export async function jsonOf(headers: Headers, read: () => Promise<Uint8Array>): Promise<unknown> {
  const type = headers.get('content-type') ?? ''
  if (!/^application\/json[ \t]*(?:;[ \t]*charset="?utf-8"?[ \t]*)?$/i.test(type)) throw unsupported('the body is not `application/json`')
  if (headers.has('content-encoding')) throw unsupported('the body is compressed')
  const bytes = await read()
  try {
    return strictly(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    if (cause instanceof TwoReadings) throw new Refusal(400, 'ambiguous-body', `the body can be read in more than one way: ${cause.message}`, 'send every key once', { cause })
    throw new Refusal(400, 'malformed-body', 'the body is not JSON', 'send JSON in UTF-8', { cause })
  }
}

/** Refuses a body that says itself that it is too large, before a byte of it is read. */
export function refuseLarge(headers: Headers, limits: BodyLimits): void {
  if (Number(headers.get('content-length') ?? 0) > limits.maxBody) throw tooLarge(limits)
}

export function tooLarge({ maxBody }: BodyLimits): Refusal {
  return new Refusal(413, 'body-too-large', `the body has more than ${maxBody} bytes`, 'send less; a larger one wants `maxBody`')
}

export function alreadyRead(): Refusal {
  return new Refusal(500, 'body-already-read', 'the body was read before the guard, so that duplicate keys in it cannot be seen', 'put the guard before what reads or parses bodies')
}

/** What `work` gives, or a Refusal where it takes too long. */
export async function inTime<T>({ bodyTimeout }: BodyLimits, work: () => Promise<T>): Promise<T> {
  let timer: unknown
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(408, 'body-timeout', `the body was not there after ${bodyTimeout} milliseconds`, 'send it at once')), bodyTimeout)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    clearTimeout(timer as number)
  }
}

export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function unsupported(message: string): Refusal {
  return new Refusal(415, 'unsupported-body', message, 'send JSON as `application/json`, not compressed')
}
