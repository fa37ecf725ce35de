// Signatures, by what the platform brings; what is signed is told in FORMAT.md.
import { LoadError, NOT_A_SNAPSHOT, TRUNCATED, UNSUPPORTED } from '../engine.js'
import { SignatureError } from './errors.js'
import { hex, isSmall, publicKey } from './key.js'

const ENVELOPE = 92
const MAGIC = '8952504b0d0a1a0a'
const UNSIGNED = '0000000000000000'

/** Keys that were read, by the name that snapshots know them by. */
export type Keys = readonly { readonly id: string; readonly key: CryptoKey }[]

/** Takes the keys in: all, or none. Throws a KeyError, or a SignatureError where the platform cannot verify. */
export async function keysOf(texts: readonly string[]): Promise<Keys> {
  const all = texts.map(publicKey)
  const subtle = globalThis.crypto?.subtle
  if (!subtle) throw cannot()
  return Promise.all(
    all.map(async (bytes) => {
      const id = hex(new Uint8Array(await subtle.digest('SHA-256', bytes as BufferSource)).subarray(0, 8))
      const key = await subtle.importKey('raw', bytes as BufferSource, 'Ed25519', false, ['verify']).catch((error) => {
        throw cannot(error)
      })
      return { id, key }
    }),
  )
}

/** Whether one of the keys signed these bytes; nothing but the envelope is read before it has. Throws what they are refused for. */
export async function verify(bytes: Uint8Array, keys: Keys): Promise<void> {
  begins(bytes)
  const id = hex(bytes.subarray(12, 20))
  if (id === UNSIGNED) throw new SignatureError('unsigned', 'the snapshot is not signed', 'pack it with `--sign KEY`; a slice is checked by where it comes from')
  const named = keys.filter((key) => key.id === id)
  if (named.length === 0) {
    throw new SignatureError('unknown-key', `the snapshot says that key ${id} signed it, which is none of those given`, 'give the public key of whoever packs; while keys are changed, the old one and the new one')
  }
  const { subtle } = globalThis.crypto
  const message = new Uint8Array(62)
  new TextEncoder().encodeInto('rolepack snapshot\0', message)
  message.set(bytes.subarray(8, 20), 18)
  message.set(new Uint8Array(await subtle.digest('SHA-256', bytes.subarray(ENVELOPE) as BufferSource)), 30)
  const signature = new Uint8Array(bytes.subarray(28, ENVELOPE))
  const agreed = await Promise.all(named.map(({ key }) => subtle.verify('Ed25519', key, signature, message)))
  if (!agreed.includes(true) || isSmall(signature.subarray(0, 32))) {
    throw new SignatureError('wrong-signature', `the signature is not that of key ${id} over these bytes`, 'fetch it again, and if it stays so take it for forged: find out who wrote it')
  }
}

function begins(bytes: Uint8Array): void {
  if (!MAGIC.startsWith(hex(bytes.subarray(0, 8)))) throw new LoadError(NOT_A_SNAPSHOT)
  if (bytes.length >= 10 && (bytes[8] !== 1 || bytes[9] !== 0)) throw new LoadError(UNSUPPORTED)
  if (bytes.length < ENVELOPE) throw new LoadError(TRUNCATED)
}

function cannot(cause?: unknown): SignatureError {
  const error = new SignatureError('no-ed25519', 'signatures cannot be verified here: the platform has no Ed25519', 'serve the page over HTTPS, or use a newer browser or runtime; never go on without verifying')
  if (cause !== undefined) error.cause = cause
  return error
}
