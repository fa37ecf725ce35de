// Callers known by tokens, with keys served by a real server: each way in which a token or its issuer may be wrong has its answer.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'
import { installedWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'

const { guard, fromBytes, pack, jwt, jose } = await installedWith(['jose'], "export * from 'rolepack/edge'\nexport * from 'rolepack/author'\nexport * from 'rolepack/jwt'\nexport * as jose from 'jose'\n")
const { bytes } = pack(organization)
const plain = pack({ organization: { id: 'plain' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] }).bytes

let issuer
/** What the issuer serves, and how often it was asked. */
let served
let asked
const server = createServer(async ({ url }, response) => {
  asked.push(url)
  const answer = served[url]
  if (typeof answer === 'function') return answer(response)
  response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})
const pair = await jose.generateKeyPair('ES256', { extractable: true })
const other = await jose.generateKeyPair('ES256', { extractable: true })
const rsa = await jose.generateKeyPair('RS256', { extractable: true })
const publicly = async ({ publicKey }, kid) => ({ ...(await jose.exportJWK(publicKey)), kid, use: 'sig' })
const jwks = { keys: [await publicly(pair, 'one'), { ...(await publicly(rsa, 'rsa')), alg: 'RS256' }] }

before(async () => {
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  issuer = `http://127.0.0.1:${server.address().port}`
})
after(() => server.close())
beforeEach(() => {
  served = { '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` }, '/keys': jwks }
  asked = []
})

const claims = (more) => ({ iss: issuer, aud: 'mes', sub: 'ada', exp: Math.floor(Date.now() / 1000) + 60, ...more })
/** A token; a claim that is undefined is left out. */
const token = (more, { key = pair.privateKey, header } = {}) => new jose.SignJWT(JSON.parse(JSON.stringify(claims(more)))).setProtectedHeader({ alg: 'ES256', kid: 'one', ...header }).sign(key)
const options = (more) => ({ issuer, audience: 'mes', algorithms: ['ES256'], ...more })

/** A guard by tokens, and what it was handed on. */
function guarded(jwtOptions = options(), guardOptions = {}) {
  const seen = { callers: [], reports: [], refused: [] }
  const { fetch } = guard({
    organization: 'acme', snapshot: (_, id) => fromBytes(id === 'plain' ? plain : bytes), caller: jwt(jwtOptions), routes: { 'POST /runs': { permission: 'createRun', scope: 'anywhere' } }, tellReason: true,
    report: ({ code }) => seen.reports.push(code), refused: (record) => seen.refused.push(record.message), ...guardOptions,
  }, (request, env, ctx, { caller }) => {
    seen.callers.push(caller)
    return new Response('done')
  })
  seen.fetch = (authorization) => fetch(new Request('http://edge/runs', { method: 'POST', headers: authorization === undefined ? {} : { authorization } }))
  seen.ask = async (token, authorization = `Bearer ${token}`) => {
    const response = await seen.fetch(authorization)
    return response.ok ? response.status : `${response.status} ${(await response.json()).reason}`
  }
  return seen
}

test('a token that is as it must be says who asks; the keys are fetched once', async () => {
  const { ask, callers } = guarded()
  assert.deepEqual([await ask(await token()), await ask(await token(), `bearer ${await token()}`), await ask(await token({ aud: ['x', 'mes'] }))], [200, 200, 200])
  assert.deepEqual([callers[0].userId, callers[0].claims.aud, callers[0].identityGroups], ['ada', 'mes', undefined])
  assert.deepEqual(asked, ['/.well-known/openid-configuration', '/keys'])
  for (const header of [{ typ: 'JWT' }, { typ: 'at+jwt' }, { typ: 'application/at+jwt' }]) assert.equal(await ask(await token({}, { header })), 200)
  assert.equal(await ask(await token({ sub: 'noor' })), '403 not-granted')
})

test('keys at an address, and keys in the configuration', async () => {
  assert.equal(await guarded(options({ jwks: `${issuer}/keys` })).ask(await token()), 200)
  assert.equal(await guarded(options({ jwks: new URL(`${issuer}/keys`) })).ask(await token()), 200)
  assert.deepEqual(asked, ['/keys', '/keys'])
  assert.equal(await guarded(options({ jwks })).ask(await token()), 200)
  assert.equal(asked.length, 2)
})

test('no token is 401 without an error, a refused one says invalid_token', async () => {
  const { fetch } = guarded()
  const challenge = async (authorization) => {
    const { status, headers } = await fetch(authorization)
    return `${status} ${headers.get('www-authenticate')}`
  }
  assert.equal(await challenge(), '401 Bearer')
  assert.equal(await challenge('Basic YTpi'), '401 Bearer')
  assert.equal(await challenge('Bearer x'), '401 Bearer error="invalid_token"')
})

test('every token that is not wholly as it must be is 401', async () => {
  const { ask, callers } = guarded(options({ algorithms: ['ES256', 'RS256'] }))
  const past = Math.floor(Date.now() / 1000) - 60
  const encoded = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const good = await token()
  const [head, payload, signature] = good.split('.')
  const spki = new TextEncoder().encode(await jose.exportSPKI(pair.publicKey))
  const hmac = (key, header) => new jose.SignJWT(claims()).setProtectedHeader({ alg: 'HS256', kid: 'one', ...header }).sign(key)
  const wrong = {
    'expired': await token({ exp: past }),
    'without an expiry': await token({ exp: undefined }),
    'not yet': await token({ nbf: past + 600 }),
    'unsigned, alg none': `${encoded({ alg: 'none', kid: 'one' })}.${encoded(claims())}.`,
    'alg None': `${encoded({ alg: 'None' })}.${encoded(claims())}.`,
    'alg none with the signature': `${encoded({ alg: 'none' })}.${payload}.${signature}`,
    'HMAC with the public key in PEM': await hmac(spki),
    'HMAC with the public key as JSON': await hmac(new TextEncoder().encode(JSON.stringify(jwks.keys[0]))),
    'HMAC with the point': await hmac(Buffer.from(jwks.keys[0].x + jwks.keys[0].y, 'base64url')),
    'of another audience': await token({ aud: 'other' }),
    'of no audience': await token({ aud: undefined }),
    'of audience in other letters': await token({ aud: 'MES' }),
    'of another issuer': await token({ iss: 'https://evil.example' }),
    'of the issuer with a slash': await token({ iss: `${issuer}/` }),
    'of no issuer': await token({ iss: undefined }),
    'of an issuer that is no string': await token({ iss: [issuer] }),
    'with a key id that nobody knows': await token({}, { header: { kid: 'two' }, key: other.privateKey }),
    'with the key id of another key': await token({}, { key: other.privateKey }),
    'with the algorithm of another key': await token({}, { header: { kid: 'rsa' } }),
    'with a key of its own': await token({}, { key: other.privateKey, header: { jwk: await publicly(other, 'one') } }),
    'with the address of a key': await token({}, { key: other.privateKey, header: { jku: `${issuer}/evil` } }),
    'of another type': await token({}, { header: { typ: 'logout+jwt' } }),
    'with what it calls critical': await token({}, { header: { crit: ['x'], x: 1 } }).catch(() => `${encoded({ alg: 'ES256', kid: 'one', crit: ['x'], x: 1 })}.${payload}.${signature}`),
    'of no user': await token({ sub: undefined }),
    'of an empty user': await token({ sub: '' }),
    'of a user that is no string': await token({ sub: ['ada'] }),
    'cut off': good.slice(0, -2),
    'with a payload changed': `${head}.${encoded(claims({ sub: 'eve' }))}.${signature}`,
    'in two parts': `${head}.${payload}`,
    'in four': `${good}.x`,
    'with a payload that is no object': `${head}.${encoded('[]')}.${signature}`,
    'with a payload that is no JSON': `${head}.${encoded('{')}.${signature}`,
    'encrypted': 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA',
    'no token': 'x',
  }
  for (const [what, token] of Object.entries(wrong)) assert.equal(await ask(token), '401 invalid-token', what)
  assert.deepEqual(callers, [])
  assert.ok(!asked.includes('/evil'))
})

test('an authorization that is not one bearer token is 401', async () => {
  const { ask, callers } = guarded()
  const good = await token()
  for (const authorization of [`Bearer ${good}, Bearer ${good}`, `Bearer ${good},Bearer x`, `Basic YTpi, Bearer ${good}`, `Bearer  ${good}`, `Bearer\t${good}`, `Bearer ${good} x`, 'Bearer', `Bearer${good}`, `Bearer: ${good}`, `Bearer "${good}"`, `Bearer ${good};`, `Bearer ${'x'.repeat(20_000)}`, `Bearer token="${good}"`, `Bearer ${good}\u00a0`]) {
    const answer = await ask('', authorization)
    assert.match(String(answer), /^401 (malformed-authorization|no-caller|invalid-token)$/, authorization.slice(0, 40))
  }
  const twice = new Headers([['authorization', `Bearer ${good}`], ['authorization', `Bearer ${await token({ sub: 'eve' })}`]])
  assert.equal(await ask('', twice.get('authorization')), '401 malformed-authorization')
  assert.deepEqual(callers, [])
})

test('keys that cannot be fetched are 503 with when to come again, and the issuer is not asked by every request', async (context) => {
  const { now } = Date
  const down = {
    'none': (response) => response.writeHead(500).end(),
    'a page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'),
    'a redirect to itself': (response) => response.writeHead(302, { location: '/keys' }).end(),
    'cut off': (response) => { response.writeHead(200, { 'content-length': 1000 }).write('{"keys":['); setTimeout(() => response.destroy(), 10) },
    'no set': (response) => response.end('{"keys":7}'),
    'too much': (response) => response.end(`{"keys":[${' '.repeat(1 << 20)}]}`),
    'nobody there': (response) => response.destroy(),
  }
  for (const [what, answer] of Object.entries(down)) {
    served['/keys'] = answer
    asked = []
    const { ask, fetch, reports } = guarded()
    // However long the tests take, no time passes between two requests.
    const moment = now()
    context.mock.method(Date, 'now', () => moment)
    const response = await fetch(`Bearer ${await token()}`)
    assert.equal(response.status, 503, what)
    assert.match(response.headers.get('retry-after'), /^[1-9]\d*$/)
    assert.equal(await ask(await token()), '503 no-keys')
    assert.equal(asked.filter((url) => url === '/keys').length, 1, what)
    assert.deepEqual(reports, ['no-keys', 'no-keys'])
  }
  served['/.well-known/openid-configuration'] = { issuer: 'https://evil.example', jwks_uri: `${issuer}/keys` }
  assert.equal(await guarded().ask(await token()), '503 no-keys')
  served['/.well-known/openid-configuration'] = { issuer, jwks_uri: 'http://evil.example/keys' }
  assert.equal(await guarded().ask(await token()), '503 no-keys')
})

test('keys that are known count on while the issuer is away, and new ones are found', async () => {
  const now = Date.now
  const { ask } = guarded()
  try {
    assert.equal(await ask(await token()), 200)
    const next = await token({ exp: Math.floor(now() / 1000) + 9000 }, { key: other.privateKey, header: { kid: 'two' } })
    const old = await token({ exp: Math.floor(now() / 1000) + 9000 })
    served['/keys'] = { keys: [...jwks.keys, await publicly(other, 'two')] }
    assert.equal(await ask(next), '401 invalid-token', 'too soon after the last time')
    Date.now = () => now() + 31_000
    assert.deepEqual([await ask(next), await ask(old)], [200, 200])
    const keys = asked.filter((url) => url === '/keys').length
    for (let time = 0; time < 5; time++) assert.equal(await ask(await token({}, { header: { kid: 'three' } })), '401 invalid-token')
    assert.equal(asked.filter((url) => url === '/keys').length, keys, 'asked for every key that nobody knows')
    served['/keys'] = (response) => response.writeHead(500).end()
    Date.now = () => now() + 31_000 + 700_000
    assert.equal(await ask(old), 200)
    Date.now = () => now() + 31_000 + 3_700_000
    assert.equal(await ask(old), '503 no-keys')
    served['/keys'] = jwks
    Date.now = () => now() + 31_000 + 3_800_000
    assert.deepEqual([await ask(old), await ask(next)], [200, '401 invalid-token'])
    // Set back, by more than keys count: they are asked for again, and not when that time has come once more.
    Date.now = now
    served['/keys'] = { keys: [await publicly(other, 'two')] }
    assert.deepEqual([await ask(old), await ask(next)], ['401 invalid-token', 200])
  } finally {
    Date.now = now
  }
})

test('by e-mail only where it is verified', async () => {
  const { ask, callers } = guarded(options({ user: 'email' }))
  assert.equal(await ask(await token({ email: 'ada', email_verified: true, sub: '7' })), 200)
  assert.equal(callers[0].userId, 'ada')
  for (const email_verified of [undefined, false, 'true', 1, null]) assert.equal(await ask(await token({ email: 'ada', email_verified })), '401 invalid-token')
  assert.equal(await ask(await token({ email_verified: true })), '401 invalid-token')
})

test('groups by the provider of the configuration, whatever the token says', async () => {
  const { ask, callers, refused } = guarded(options({ identityGroups: { provider: 'okta', claim: 'groups' } }))
  assert.equal(await ask(await token({ sub: 'guest', groups: ['Ops', 'Other'], provider: 'entra', idp: 'entra' })), 200)
  assert.deepEqual(callers[0].identityGroups, [{ provider: 'okta', group: 'Ops' }, { provider: 'okta', group: 'Other' }])
  assert.equal(await ask(await token({ sub: 'guest', groups: [] })), '403 unknown-user')
  assert.equal(await ask(await token({ sub: 'guest' })), '403 unknown-user')
  for (const groups of ['Ops', [{ provider: 'okta', group: 'Ops' }], { okta: ['Ops'] }, [['Ops']], [7], null]) assert.equal(await ask(await token({ sub: 'guest', groups })), '401 invalid-token')
  assert.match(refused.at(-1), /`groups` is not a list/)
  const nested = guarded(options({ identityGroups: { provider: 'okta', claim: ['realm', 'roles'] } }))
  assert.equal(await nested.ask(await token({ sub: 'guest', realm: { roles: ['Ops'] } })), 200)
  const entra = guarded(options({ identityGroups: { provider: 'entra', claim: 'groups' } }))
  assert.equal(await entra.ask(await token({ sub: 'guest', groups: ['Ops'] })), '403 unknown-user')
})

test('a token that says that its groups stand elsewhere is refused and reported, and nothing is guessed', async () => {
  const { ask, reports, callers } = guarded(options({ identityGroups: { provider: 'entra', claim: 'groups' } }))
  for (const more of [{ _claim_names: { groups: 'src1' }, _claim_sources: { src1: { endpoint: `${issuer}/evil` } } }, { hasgroups: true }, { hasgroups: 'true' }, { groups: ['Ops'], _claim_names: { groups: 'src1' } }]) assert.equal(await ask(await token(more)), '403 group-overage')
  assert.deepEqual([reports, callers, asked.includes('/evil')], [Array(4).fill('group-overage'), [], false])
  assert.equal(await ask(await token({ _claim_names: { photo: 'src1' } })), 200)
  assert.equal(await guarded().ask(await token({ hasgroups: true })), 200, 'where groups are not asked for')
})

test('several issuers, each for its organisation', async () => {
  const second = 'https://second.example'
  const issuers = [options({ organization: 'acme' }), { issuer: second, audience: 'mes', algorithms: ['ES256'], jwks: { keys: [await publicly(other, 'one')] }, organization: 'plain' }]
  const both = guarded({ issuers }, { organization: ({ organization }) => organization })
  const [ours, theirs] = [await token(), await token({ iss: second }, { key: other.privateKey })]
  assert.deepEqual([await both.ask(ours), await both.ask(theirs)], [200, 200])
  assert.equal(await both.ask(await token({ iss: second })), '401 invalid-token', 'signed by the one in the name of the other')
  assert.equal(await both.ask(await token({}, { key: other.privateKey })), '401 invalid-token')
  const one = guarded({ issuers }, { organization: 'acme' })
  assert.deepEqual([await one.ask(ours), await one.ask(theirs)], [200, '403 wrong-organization'])
})

test('a configuration that is not whole is refused when it is made', () => {
  const refused = (given, message) => assert.throws(() => jwt(given), (error) => error instanceof TypeError && (!message || error.message.includes(message)), JSON.stringify(given))
  for (const more of [
    { issuer: undefined }, { issuer: '' }, { issuer: 'no address' }, { issuer: 'http://issuer.example' }, { audience: undefined }, { audience: [] }, { audience: '' }, { audience: [''] }, { algorithms: undefined }, { algorithms: [] }, { algorithms: 'ES256' }, { user: 'name' }, { organization: '' }, { organization: undefined }, { clockTolerance: 301 }, { clockTolerance: '5' + 'x' }, { algorithm: 'ES256' },
    { jwks: 'http://issuer.example/keys' }, { jwks: 'keys' }, { jwks: {} }, { jwks: null }, { jwks: { keys: ['x'] } }, { jwks: { keys: [{ kty: 'oct', k: 'AA' }] } }, { identityGroups: 'groups' }, { identityGroups: { claim: 'groups' } }, { identityGroups: { provider: 'okta' } }, { identityGroups: { provider: 'okta', claim: [] } }, { identityGroups: { providerClaim: 'idp', claim: 'groups' } }, { identityGroups: { provider: 'okta', claim: 'groups', x: 1 } },
  ]) refused(options(more))
  for (const name of ['none', 'NONE', 'HS256', 'HS384', 'HS512', 'es256', 'dir', 'RSA-OAEP', '']) refused(options({ algorithms: ['ES256', name] }), name === '' ? 'algorithms' : 'is no algorithm')
  refused({ issuers: [] })
  refused({ issuers: [options(), options()] }, 'one name')
  refused({ issuers: [options()], audience: 'mes' })
  refused({ issuers: [options({ organization: 'acme' }), options({ issuer: 'https://second.example' })] }, 'some have none')
  class Configured {
    constructor() { Object.assign(this, options()) }
    get organization() { return 'plain' }
  }
  refused(new Configured(), 'plain object')
  refused(undefined)
})

test('what somebody puts on every object makes no token good', async () => {
  const { ask } = guarded(options({ identityGroups: { provider: 'okta', claim: 'groups' } }))
  const cases = { sub: await token({ sub: undefined }), exp: await token({ exp: undefined }), aud: await token({ aud: undefined }), iss: await token({ iss: undefined }), groups: await token({ sub: 'guest' }), currentDate: await token({ exp: 1000 }), user: await token({ sub: undefined, email: 'ada' }), email_verified: await token({ sub: undefined, email: 'ada' }) }
  const polluting = { sub: 'ada', exp: 9e9, aud: 'mes', iss: issuer, groups: ['Ops'], currentDate: new Date(0), user: 'email', email_verified: true }
  const email = guarded(options({ user: 'email' }))
  for (const [name, bad] of Object.entries(cases)) {
    Object.prototype[name] = polluting[name]
    try {
      assert.match(await ask(bad), /^40[13] /, name)
      assert.match(await email.ask(bad), /^40[13] /, name)
    } finally {
      delete Object.prototype[name]
    }
  }
})
