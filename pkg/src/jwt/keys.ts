import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { Refusal } from '../edge/refusal.js'
import { addressOf } from './issuer.js'

/** For how long keys are taken for the newest, and for how long they count at all where the issuer does not answer. In milliseconds. */
const FRESH = 600_000
const LONGEST = 3_600_000
/** How often a key that nobody knows may have the issuer asked. */
const COOLDOWN = 30_000
const TIMEOUT = 5_000
const BACK_OFF = 30_000
const MOST = 1 << 20

/** Keys that lie in the configuration. Throws a TypeError where they are no public keys. */
export function localKeys(set: JSONWebKeySet): JWTVerifyGetKey {
  if (set.keys.some((key) => key?.kty === 'oct' || key?.d !== undefined)) throw new TypeError('`jwks` holds a key that is not public')
  try {
    return createLocalJWKSet(set)
  } catch (cause) {
    throw new TypeError('`jwks` is not a set of keys', { cause })
  }
}

/**
 * Keys that the issuer serves: fetched within the request that needs them, since workers may not otherwise, and shared as what was fetched, never as
 * what is being fetched. `jose` has this too, without a bound on size and without keeping its keys while the issuer is away.
 */
export function servedKeys(issuer: string, jwks: string | URL | undefined): JWTVerifyGetKey {
  let known: JWTVerifyGetKey | undefined
  let [fetched, asked, asking, failures, due] = [0, 0, 0, 0, 0]

  async function refresh(): Promise<void> {
    const now = Date.now()
    // While another asks, whoever has keys goes on with those.
    if ((now < due && due - now <= BACK_OFF) || (known && Math.abs(now - asking) < TIMEOUT)) return
    asked = asking = now
    try {
      const set = await fetchJson(jwks === undefined ? await discovered(issuer) : addressOf(jwks))
      known = createLocalJWKSet(set as JSONWebKeySet)
      fetched = Date.now()
      failures = 0
    } catch (cause) {
      due = Date.now() + Math.min(BACK_OFF, 250 * 2 ** Math.min(failures++, 10)) * (0.5 + Math.random() / 2)
      if (!known || since(fetched) > LONGEST) throw unavailable(issuer, due, cause)
    } finally {
      asking = 0
    }
  }

  return async (header, token) => {
    if (!known || since(fetched) > FRESH) await refresh()
    if (!known || since(fetched) > LONGEST) throw unavailable(issuer, due)
    try {
      return await known(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || since(asked) < COOLDOWN) throw error
      await refresh()
      return known(header, token)
    }
  }
}

/** Where the clock was set back, as long as it was set back. */
function since(then: number): number {
  return Math.abs(Date.now() - then)
}

/** Where the issuer says that its keys are. */
async function discovered(issuer: string): Promise<URL> {
  const configuration = (await fetchJson(addressOf(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`))) as { issuer?: unknown; jwks_uri?: unknown } | null
  if (configuration?.issuer !== issuer) throw new Error('its configuration is that of another issuer')
  return addressOf(String(configuration.jwks_uri))
}

async function fetchJson(url: URL): Promise<unknown> {
  const signal = AbortSignal.timeout(TIMEOUT)
  const response = await fetch(url.href, { headers: { accept: 'application/json' }, redirect: 'manual', signal })
  const reader = response.body?.getReader()
  try {
    if (response.status !== 200 || !reader) throw new Error(`${url.origin}${url.pathname} answered with status ${response.status}`)
    const decoder = new TextDecoder()
    let [text, length] = ['', 0]
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return JSON.parse(text + decoder.decode())
      length += value.length
      if (length > MOST) throw new Error(`${url.origin}${url.pathname} answered with more than ${MOST} bytes`)
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    void reader?.cancel().catch(() => {})
  }
}

function unavailable(issuer: string, due: number, cause?: unknown): Refusal {
  const why = cause instanceof Error ? `: ${cause.message}` : ''
  return new Refusal(503, 'no-keys', `the keys of \`${issuer}\` cannot be fetched${why}`, 'see whether the issuer can be reached from here', { retryAfter: due - Date.now(), cause })
}
