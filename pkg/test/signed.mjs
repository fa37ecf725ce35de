// Signed snapshots, made of unsigned ones by what FORMAT.md says: the package signs nothing.
const { subtle } = globalThis.crypto

/** A new pair of keys: the public one as `rolepack keygen` prints it, and what signs. */
export async function signer() {
  const { privateKey, publicKey } = await subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const raw = Buffer.from(await subtle.exportKey('raw', publicKey))
  const id = Buffer.from(await subtle.digest('SHA-256', raw)).subarray(0, 8)
  return {
    publicKey: raw.toString('base64url'),
    /** A snapshot that has an expiry and a sequence above 0, signed. */
    async sign(unsigned) {
      const bytes = Uint8Array.from(unsigned)
      bytes.set(id, 12)
      // The header's own: after the version and the kind.
      bytes.set(id, 94)
      const digest = Buffer.from(await subtle.digest('SHA-256', bytes.subarray(92)))
      const message = Buffer.concat([Buffer.from('rolepack snapshot\0'), bytes.subarray(8, 20), digest])
      bytes.set(new Uint8Array(await subtle.sign('Ed25519', privateKey, message)), 28)
      new DataView(bytes.buffer).setBigUint64(20, checksum(bytes.subarray(28)), true)
      return bytes
    },
  }
}

const wrapped = (number) => BigInt.asUintN(64, number)

function checksum(bytes) {
  const rest = new Uint8Array(Math.ceil(bytes.length / 8) * 8)
  rest.set(bytes)
  const words = new DataView(rest.buffer)
  let hash = 0x243f6a8885a308d3n ^ BigInt(bytes.length)
  for (let at = 0; at < rest.length; at += 8) {
    const mixed = hash ^ words.getBigUint64(at, true)
    const high = wrapped((mixed >> 32n) * 0xc2b2ae3d27d4eb4fn)
    hash = wrapped((mixed & 0xffffffffn) * 0x9e3779b97f4a7c15n) ^ wrapped((high << 32n) | (high >> 32n))
  }
  return hash
}
