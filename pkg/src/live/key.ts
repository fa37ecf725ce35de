// Public keys, as `rolepack keygen` prints them.
import { KeyError } from './errors.js'

/** What stands before the 32 bytes of a key in PEM (SPKI, Ed25519). */
const SPKI = '302a300506032b6570032100'

/**
 * The points of small order, by what is left of them without the sign: anybody can sign for such a key, and what such a point begins is no
 * sound signature.
 */
const SMALL = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]

/** The 32 bytes of a key: 43 characters of base64url, or PEM. Throws a KeyError. */
export function publicKey(text: unknown): Uint8Array {
  const bytes = typeof text === 'string' ? read(text.trim()) : undefined
  if (!bytes) {
    throw new KeyError('malformed-key', 'this is no Ed25519 key', 'a public key is 43 characters of base64url, or PEM, as `rolepack keygen` prints it')
  }
  if (isSmall(bytes)) throw new KeyError('weak-key', 'anybody can sign for this key', 'make a pair of keys with `rolepack keygen`')
  return bytes
}

/** Whether an encoded point is one of the few of small order. */
export function isSmall(point: Uint8Array): boolean {
  // Of a Buffer of Node.js `slice` is no copy.
  const unsigned = new Uint8Array(point)
  unsigned[31]! &= 0x7f
  return SMALL.includes(hex(unsigned))
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function read(text: string): Uint8Array | undefined {
  if (!text.startsWith('-----BEGIN ')) {
    return /^[\w-]{43}=?$/.test(text) ? canonical(text.replace('=', '').replaceAll('-', '+').replaceAll('_', '/') + '=', 32) : undefined
  }
  if (text.includes('PRIVATE KEY')) {
    throw new KeyError('private-key', 'this is a private key, which verifies nothing and must be told to nobody', 'keep it where snapshots are packed, and give what `rolepack keygen --public` prints')
  }
  const [, body] = /^-----BEGIN PUBLIC KEY-----\s+([\w+/=\s]+?)\s*-----END PUBLIC KEY-----$/.exec(text) ?? []
  const whole = body && canonical(body.replace(/\s/g, ''), 44)
  return whole && hex(whole.subarray(0, 12)) === SPKI ? whole.slice(12) : undefined
}

/** The bytes, where this is how so many are written. */
function canonical(base64: string, length: number): Uint8Array | undefined {
  try {
    const binary = atob(base64)
    return binary.length === length && btoa(binary) === base64 ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : undefined
  } catch {
    return undefined
  }
}
