// An issuer of tokens, as an identity provider is one: its private key is made once and stays in `.local`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'

export const ISSUER = 'https://login.acme.example'
export const AUDIENCE = 'runs'

const ALGORITHM = 'ES256'
const FILE = '.local/issuer.jwk'

/** What whoever takes its tokens verifies them by. */
export async function publicKeys() {
  const { kty, crv, x, y } = await privateKey()
  return { keys: [{ kty, crv, x, y, alg: ALGORITHM, kid: 'local' }] }
}

/** A token for an hour. */
export async function tokenFor(user, groups) {
  return new SignJWT({ groups })
    .setProtectedHeader({ alg: ALGORITHM, kid: 'local', typ: 'JWT' })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(user)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(await importJWK(await privateKey(), ALGORITHM))
}

async function privateKey() {
  if (!existsSync(FILE)) {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
    mkdirSync('.local', { recursive: true, mode: 0o700 })
    writeFileSync(FILE, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(FILE, 'utf8'))
}
