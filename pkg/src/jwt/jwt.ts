import { decodeJwt, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose'
import type { Caller } from '../edge/caller.js'
import { Refusal } from '../edge/refusal.js'
import { bearerOf } from './bearer.js'
import { groupsOf } from './groups.js'
import { issuersOf, type Issuer, type JwtOptions } from './issuer.js'
import { localKeys, servedKeys } from './keys.js'
import { refused } from './refused.js'

/**
 * Knows callers by the bearer token that they present. A token that is not wholly as it must be is refused with 401; keys that cannot be fetched, with 503.
 * Throws a TypeError where the configuration is not whole.
 */
export function jwt(options: JwtOptions): (request: Request) => Promise<Caller | null> {
  const known = new Map(issuersOf(options).map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]))
  return async ({ headers }) => {
    const token = bearerOf(headers)
    if (token === undefined) return null
    const by = known.get(named(token))
    if (!by) throw refused('no issuer that is known made it out')
    return callerOf(by.issuer, await verified(token, by.issuer, by.keys))
  }
}

function keysOf({ issuer, jwks }: Issuer): JWTVerifyGetKey {
  return jwks === undefined || typeof jwks === 'string' || jwks instanceof URL ? servedKeys(issuer, jwks) : localKeys(jwks)
}

/** Who says that they made it out: by this the keys are chosen, which then prove it or do not. */
function named(token: string): string {
  try {
    const claims = decodeJwt(token)
    const iss = Object.hasOwn(claims, 'iss') ? claims.iss : undefined
    return typeof iss === 'string' ? iss : ''
  } catch (cause) {
    throw refused('it is no JSON Web Token', cause)
  }
}

async function verified(token: string, { issuer, audience, algorithms, clockTolerance = 5 }: Issuer, keys: JWTVerifyGetKey): Promise<JWTPayload> {
  try {
    const expected: JWTVerifyOptions = {
      issuer,
      audience: typeof audience === 'string' ? audience : [...audience],
      algorithms: [...algorithms],
      clockTolerance,
      // One that never expires can never be taken back.
      requiredClaims: ['exp'],
    }
    const { payload, protectedHeader } = await jwtVerify(token, keys, Object.assign(Object.create(null) as object, expected))
    // Logout tokens and the like have the same issuer, audience and user.
    if (protectedHeader.typ !== undefined && !/^(?:application\/)?(?:at\+)?jwt$/i.test(protectedHeader.typ)) throw refused('it is a token of another type')
    return Object.assign(Object.create(null) as JWTPayload, payload)
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw refused(error instanceof errors.JOSEError ? error.message : 'it cannot be verified', error)
  }
}

function callerOf(issuer: Issuer, claims: JWTPayload): Caller {
  const { organization } = issuer
  if (claims.exp === undefined) throw refused('it never expires')
  const identityGroups = groupsOf(issuer, claims)
  return { userId: userOf(issuer, claims), claims, ...(identityGroups && { identityGroups }), ...(organization === undefined ? {} : { organization }) }
}

function userOf({ user = 'sub' }: Issuer, claims: JWTPayload): string {
  if (user === 'email' && claims['email_verified'] !== true) throw refused('its e-mail is not verified')
  const id = claims[user]
  if (typeof id !== 'string' || id === '') throw refused(`it has no \`${user}\``)
  return id
}
