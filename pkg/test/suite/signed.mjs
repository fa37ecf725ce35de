// Signed snapshots, made with FORMAT.md and what the platform has.
const { subtle } = globalThis.crypto
const SEED = 0x243f6a8885a308d3n
const WORD = (1n << 64n) - 1n

/** A pair of keys: `sign(bytes)` gives the snapshot signed, `publicKey` is what `rolepack keygen` would print. */
export async function keys() {
  const { privateKey, publicKey } = await subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const raw = new Uint8Array(await subtle.exportKey('raw', publicKey))
  const id = (await sha256(raw)).subarray(0, 8)
  return { publicKey: base64url(raw), raw, id, sign: (bytes) => sign(bytes, id, privateKey) }
}

async function sign(unsigned, id, key) {
  const bytes = unsigned.slice()
  bytes.set(id, 12)
  // The header repeats it, behind the version and the kind.
  bytes.set(id, 94)
  const message = new Uint8Array([...new TextEncoder().encode('rolepack snapshot\0'), ...bytes.subarray(8, 20), ...(await sha256(bytes.subarray(92)))])
  bytes.set(new Uint8Array(await subtle.sign('Ed25519', key, message)), 28)
  return sealed(bytes)
}

/** The same bytes with the checksum that they should have: what mends the checksum mends no signature. */
export function sealed(bytes) {
  const view = new DataView(new Uint8Array([...bytes.subarray(28), ...new Uint8Array(8)]).buffer)
  const length = bytes.length - 28
  let state = SEED ^ BigInt(length)
  for (let at = 0; at < length; at += 8) {
    const mixed = state ^ view.getBigUint64(at, true)
    const [low, high] = [mixed & 0xffffffffn, mixed >> 32n]
    const turned = (high * 0xc2b2ae3d27d4eb4fn) & WORD
    state = ((low * 0x9e3779b97f4a7c15n) & WORD) ^ (((turned << 32n) | (turned >> 32n)) & WORD)
  }
  const whole = bytes.slice()
  new DataView(whole.buffer).setBigUint64(20, state, true)
  return whole
}

async function sha256(bytes) {
  return new Uint8Array(await subtle.digest('SHA-256', bytes))
}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
