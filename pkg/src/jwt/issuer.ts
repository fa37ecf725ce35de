import type { JSONWebKeySet } from 'jose'
import { isPlain } from '../live/plain.js'
import { isId } from '../request.js'

/** Signatures by a private key, verified by a public one. With a shared secret whoever verifies could sign. */
export type Algorithm = 'ES256' | 'ES384' | 'ES512' | 'PS256' | 'PS384' | 'PS512' | 'RS256' | 'RS384' | 'RS512' | 'EdDSA' | 'Ed25519'

/** Whose tokens are taken, and what is taken from them. */
export interface Issuer {
  /** As `iss` has it, byte for byte. */
  readonly issuer: string
  /** For whom the token must be made out: this application. */
  readonly audience: string | readonly string[]
  /** By which of these it may be signed, and by no other. */
  readonly algorithms: readonly Algorithm[]
  /** The issuer's keys, or their address. Where it is absent `/.well-known/openid-configuration` of the issuer names it. */
  readonly jwks?: string | URL | JSONWebKeySet | undefined
  /** By which claim users are known in the snapshot: an e-mail only where `email_verified` is true; `sub` if absent. */
  readonly user?: 'sub' | 'email' | undefined
  /** The groups of the sign-in. The provider is what group mappings call this issuer; several names are the way to a claim within others. */
  readonly identityGroups?: { readonly provider: string; readonly claim: string | readonly string[] } | undefined
  /** To which organisation this issuer belongs. A guard of another one refuses its tokens. */
  readonly organization?: string | undefined
  /** How many seconds clocks may differ; 5 if absent, 300 at most. */
  readonly clockTolerance?: number | undefined
}

/** One issuer, or several of different names. */
export type JwtOptions = Issuer | { readonly issuers: readonly Issuer[] }

const ALGORITHMS: readonly string[] = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA', 'Ed25519'] satisfies Algorithm[]
const KNOWN = ['issuer', 'audience', 'algorithms', 'jwks', 'user', 'identityGroups', 'organization', 'clockTolerance']

/** The issuers that are configured. Throws a TypeError where one is not whole. */
export function issuersOf(options: JwtOptions): readonly Issuer[] {
  const several = typeof options === 'object' && options !== null && 'issuers' in options
  const issuers = several ? options.issuers : [options as Issuer]
  if (several && Object.keys(options).length > 1) throw new TypeError('each of the `issuers` has options of its own')
  if (!Array.isArray(issuers) || issuers.length === 0) throw new TypeError('`issuers` must list at least one')
  for (const issuer of issuers as readonly Issuer[]) mustBeWhole(issuer)
  const named = issuers.filter(({ organization }) => organization !== undefined)
  if (named.length > 0 && named.length < issuers.length) throw new TypeError('some of the `issuers` have an `organization`, and some have none')
  if (new Set(issuers.map(({ issuer }) => issuer)).size < issuers.length) throw new TypeError('two of the `issuers` have one name')
  // Without what somebody may put on every object.
  return (issuers as readonly Issuer[]).map((issuer) => Object.assign(Object.create(null) as object, issuer) as Issuer)
}

function mustBeWhole(given: Issuer): void {
  if (!isPlain(given)) throw new TypeError('an issuer is a plain object')
  const { issuer, audience, algorithms, jwks, user, identityGroups, organization, clockTolerance } = given
  const other = Object.keys(given).find((name) => !KNOWN.includes(name))
  const unsafe = Array.isArray(algorithms) ? algorithms.find((name) => !ALGORITHMS.includes(name)) : undefined
  const wrong =
    (other !== undefined && `there is no \`${other}\``) ||
    (!isText(issuer) && '`issuer` must be the name that tokens have in `iss`') ||
    (!(isText(audience) || isTexts(audience)) && '`audience` must be the name of this application, or several') ||
    (!isTexts(algorithms) && '`algorithms` must list at least one') ||
    (unsafe !== undefined && `\`${unsafe}\` is no algorithm that is taken: ${ALGORITHMS.join(', ')} are`) ||
    (user !== undefined && user !== 'sub' && user !== 'email' && '`user` must be `sub` or `email`') ||
    ('organization' in given && !isId(organization) && '`organization` must be an id') ||
    (clockTolerance !== undefined && !(clockTolerance >= 0 && clockTolerance <= 300) && '`clockTolerance` must be 0 to 300 seconds') ||
    (identityGroups !== undefined && !areGroups(identityGroups) && '`identityGroups` must have a `provider` and a `claim`')
  if (wrong) throw new TypeError(wrong)
  if (jwks === undefined || typeof jwks === 'string' || jwks instanceof URL) addressOf(jwks ?? issuer)
  else if (!Array.isArray((jwks as JSONWebKeySet | null)?.keys)) throw new TypeError('`jwks` must be an address, or a set of keys')
}

/** Keys come over TLS, or from this machine. Throws a TypeError. */
export function addressOf(address: string | URL): URL {
  let url
  try {
    url = new URL(address)
  } catch {
    throw new TypeError(`\`${String(address)}\` is no address`)
  }
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(near && url.protocol === 'http:')) throw new TypeError(`\`${url.href}\` is no address with \`https:\``)
  return url
}

function areGroups({ provider, claim, ...others }: NonNullable<Issuer['identityGroups']>): boolean {
  return isId(provider) && (isText(claim) || isTexts(claim)) && Object.keys(others).length === 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText)
}
