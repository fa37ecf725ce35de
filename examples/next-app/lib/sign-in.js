import { jwt } from 'rolepack/jwt'

const { ISSUER, AUDIENCE, JWKS } = process.env

export const COOKIE = 'session'

/** Who presents a bearer token. One that is not wholly as it must be throws. */
const bearer = jwt({
  issuer: ISSUER,
  audience: AUDIENCE,
  algorithms: ['ES256'],
  jwks: JWKS && JSON.parse(JWKS),
  identityGroups: { provider: 'okta', claim: 'groups' },
})

/** Whom a token is about. */
export function callerOf(token) {
  return bearer(new Request('http://localhost', { headers: { authorization: `Bearer ${token}` } }))
}

/** Who makes a request, by the cookie that signing in has set; nobody without one. */
export function caller(request) {
  const token = request.cookies.get(COOKIE)?.value
  return token ? callerOf(token) : null
}
