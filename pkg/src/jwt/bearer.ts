import { Refusal } from '../edge/refusal.js'

const LONGEST = 16_384

/**
 * The token that a request presents; undefined where it presents none. Two headers come joined by a comma, which no token has: what is not exactly one token is
 * refused.
 */
export function bearerOf(headers: Headers): string | undefined {
  const value = headers.get('authorization')
  if (value === null || !/^bearer\b/i.test(value)) return value !== null && /\bbearer\b/i.test(value) ? refuse() : undefined
  const token = value.length <= LONGEST ? /^bearer ([\w.~+/-]+=*)$/i.exec(value)?.[1] : undefined
  return token ?? refuse()
}

function refuse(): never {
  throw new Refusal(401, 'malformed-authorization', '`Authorization` is not one bearer token', 'send one `Authorization: Bearer TOKEN`', { badToken: true })
}
