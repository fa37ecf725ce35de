// The primitives of FORMAT.md, read one after the other. There is one cursor, for one thing is read at a time: whoever begins says where.
// Variables of a module and no fields: a minifier makes them one letter long.
import { isId, must } from '../request.js'

export let bytes: Uint8Array
export let at: number

/** Reads these bytes from now on. */
export const use = (of: Uint8Array): void => {
  bytes = of
}

/** Goes on elsewhere. */
export const go = (place: number): number => (at = place)

/** What is read elsewhere, after which the cursor stands where it stood. Parameters that nobody gives are variables in fewer bytes. */
export const aside = <T>(place: number, read: () => T, back = at, found = (go(place), read())): T => {
  at = back
  return found
}

/** Past the end there are zeros, and then nothing: whoever has read everything finds out that it was too much. */
export const u8 = (): number => bytes[at++]!

export const u16 = (): number => u8() + 256 * u8()

export const u32 = (): number => u16() + u16() * 65_536

/** A number below `room`, a power of two. Past 2^53 it is about what was written. */
export const varint = (room = 2 ** 32, unit = 1): number => {
  const byte = u8()
  const group = byte & 127
  // Zeros may stand where a number has room for them.
  must((group || 1) * unit < room)
  return group * unit + (group < byte ? varint(room, unit * 128) : 0)
}

/** A number below `count`. */
export const below = (count: number, read: () => number = varint): number => {
  const number = read()
  must(number < count)
  return number
}

/** A length: where what is so long ends. */
export const span = (): number => varint() + at

/** The bytes from `start` to `end`, a character each: so they compare as bytes do. In parts, for a call takes only so many arguments. */
export const raw = (start = 0, end = 0, middle = start + 1e3): string =>
  end > middle ? raw(start, middle) + raw(middle, end) : String.fromCharCode.apply(0, bytes.subarray(start, end) as unknown as number[])

/** The text of such bytes; throws where they are not UTF-8. In this way, for not every engine has a TextDecoder that does. */
export const text = (bytes: string): string => decodeURIComponent(escape(bytes))

/** The bytes of an id, which ends before the next one below 20. */
export const key = (): string => {
  const start = at
  while (31 < bytes[at]!) at++
  const found = raw(start, at)
  must(isId(text(found)) && !found[512])
  return found
}

/** The upper half of the product of two numbers of 32 bits: of what is left without the lower half, rounding has lost less than half of one. */
const upper = (a: number, b: number): number => Math.round((a * b - (Math.imul(a, b) >>> 0)) / 2 ** 32)

/** Whether the checksum agrees. By halves: with BigInt a large snapshot would take seconds. */
export const isSealed = (length: number): boolean => {
  let low = 0x85a308d3 ^ (length - 28)
  let high = 0x243f6a88
  for (at = 28; at < length; ) {
    const a = (low ^ u32()) >>> 0
    const b = (high ^ u32()) >>> 0
    low = Math.imul(a, 0x7f4a7c15) ^ (upper(b, 0x27d4eb4f) + Math.imul(b, 0xc2b2ae3d))
    high = (upper(a, 0x7f4a7c15) + Math.imul(a, 0x9e3779b9)) ^ Math.imul(b, 0x27d4eb4f)
  }
  at = 20
  return !((low ^ u32()) | (high ^ u32()))
}
