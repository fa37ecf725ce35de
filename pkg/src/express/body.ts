import { alreadyRead, inTime, joined, refuseLarge, tooLarge, type BodyLimits } from '../edge/body.js'
import type { Asked } from './types.js'

/** All bytes of a body that nobody has read, or that a parser has left as bytes or text. Throws a Refusal. */
export async function bytesOf(asked: Asked, limits: BodyLimits): Promise<Uint8Array> {
  const { body } = asked
  const given = body instanceof Uint8Array ? body : typeof body === 'string' ? new TextEncoder().encode(body) : undefined
  if (given && given.length > limits.maxBody) throw tooLarge(limits)
  if (given) return given
  if (body !== undefined || asked.readableEnded) throw alreadyRead()
  refuseLarge(new Headers(lengthOf(asked)), limits)
  const bytes = await collected(asked, limits)
  asked.body = parsed(bytes)
  // By this parsers of Express 4 know that there is nothing left to parse; those of 5 look at the stream.
  asked._body = true
  return bytes
}

/** What a parser behind this would make of it: none comes to see the stream again. */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return bytes
  }
}

function lengthOf({ headers }: Asked): Record<string, string> {
  const length = headers['content-length']
  return typeof length === 'string' ? { 'content-length': length } : {}
}

/** What was read of one that is refused is put back, for who observes lets it through. */
function collected(asked: Asked, limits: BodyLimits): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  let stop = () => {}
  const read = () =>
    new Promise<Uint8Array>((resolve, reject) => {
      const listeners: Record<string, (value: any) => void> = {
        // Not by `data`: whoever reads after that has to know that it was paused.
        readable: () => {
          for (let part = asked.read(); part !== null; part = asked.read()) {
            parts.push(part)
            length += part.length
            if (length > limits.maxBody) return reject(tooLarge(limits))
          }
        },
        end: () => resolve(joined(parts, length)),
        error: reject,
        close: () => reject(new Error('the connection was closed before the body was there')),
      }
      for (const [event, listener] of Object.entries(listeners)) asked.on(event, listener)
      stop = () => {
        for (const [event, listener] of Object.entries(listeners)) if (event !== 'error') asked.off(event, listener)
      }
    })
  return inTime(limits, read).finally(() => stop()).catch((error: unknown) => {
    if (length > 0 && !asked.readableEnded && !asked.destroyed) asked.unshift(joined(parts, length))
    throw error
  })
}
