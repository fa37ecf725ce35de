// Callers by their tokens where a runtime verifies them by itself: the keys are fetched within requests, from a server that may be down.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, test } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { started } from './started.mjs'
import { bundle, serve, version as workerd } from './workerd.mjs'

const [pair, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')]
const jwks = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: '1', alg: 'ES256' }] }

/** An issuer that can be down, and knows how often it was asked. */
async function opened() {
  const issuer = { down: false, asked: 0 }
  const server = createServer(({ url }, response) => {
    issuer.asked++
    if (issuer.down) return response.writeHead(500).end()
    const answer = url === '/keys' ? jwks : { issuer: issuer.address, jwks_uri: `${issuer.address}/keys` }
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)), 20)
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  issuer.address = `http://127.0.0.1:${server.address().port}`
  issuer.token = (claims, { key = pair.privateKey, header } = {}) =>
    new SignJWT({ iss: issuer.address, aud: 'mes', sub: 'ada', exp: Math.floor(Date.now() / 1000) + 60, ...claims }).setProtectedHeader({ alg: 'ES256', kid: '1', ...header }).sign(key)
  return issuer
}

function tokensIn(place, issuer, address) {
  const ask = async (authorization) => {
    const response = await fetch(`${address}runs`, { headers: { authorization } })
    const { user, reason } = await response.json()
    return user ?? `${response.status} ${reason}`
  }
  test(`in ${place}: callers by their tokens`, async () => {
    const token = await issuer.token()
    issuer.down = true
    assert.equal(await ask(`Bearer ${token}`), '503 no-keys')
    issuer.down = false
    await new Promise((done) => setTimeout(done, 300))
    assert.deepEqual(await Promise.all(Array.from({ length: 50 }, () => ask(`Bearer ${token}`))), Array(50).fill('ada'))
    const { asked } = issuer
    const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const [, payload, signature] = token.split('.')
    for (const [what, wrong] of Object.entries({
      expired: await issuer.token({ exp: 1 }),
      'of another audience': await issuer.token({ aud: 'x' }),
      unsigned: `${encoded({ alg: 'none' })}.${payload}.`,
      'HMAC with the public key': await new SignJWT({ iss: issuer.address, aud: 'mes', sub: 'ada', exp: 9e9 }).setProtectedHeader({ alg: 'HS256', kid: '1' }).sign(Buffer.from(jwks.keys[0].x, 'base64url')),
      'with another key': await issuer.token({}, { key: other.privateKey }),
      'with a key that nobody knows': await issuer.token({}, { key: other.privateKey, header: { kid: '2' } }),
      changed: `${encoded({ alg: 'ES256', kid: '1' })}.${encoded({ iss: issuer.address, aud: 'mes', sub: 'ada', exp: 9e9 })}.${signature}`,
    })) assert.equal(await ask(`Bearer ${wrong}`), '401 invalid-token', what)
    assert.equal(await ask(`Bearer ${token}, Bearer ${token}`), '401 malformed-authorization')
    assert.equal(await ask('Basic YTpi'), '401 no-caller')
    assert.equal(await ask(`Bearer ${await issuer.token({ sub: 'eve' })}`), '403 not-granted')
    assert.equal(await ask(`Bearer ${await issuer.token({ sub: 'guest', groups: ['Ops'] })}`), 'guest')
    issuer.down = true
    assert.equal(await ask(`Bearer ${token}`), 'ada')
    assert.equal(issuer.asked, asked)
  })
}

for (const runtime of ['deno', 'bun']) {
  const issuer = await opened()
  tokensIn(runtime === 'deno' ? 'Deno' : 'Bun', issuer, await started(runtime, 'serve-tokens.mjs', issuer.address))
}

await bundle('workerd-tokens.mjs', 'workerd-tokens')
const issuer = await opened()
const address = await serve('workerd-tokens', '2026-11-01', { bindings: `(name = "ISSUER", text = "${issuer.address}")`, services: '(name = "internet", network = (allow = ["private"])),' })
tokensIn(workerd, issuer, address)
