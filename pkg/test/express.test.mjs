// The guard as middleware of Express, 5 and 4, over real connections: what is sent is what is judged, byte for byte.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { installedWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'

const { versions, fromBytes, pack, rolepackGuard, params, body, query } = await installedWith(
  ['express', 'express-4'],
  "import five from 'express'\nimport four from 'express-4'\nexport const versions = { five, four }\nexport { fromBytes } from 'rolepack/edge'\nexport { pack } from 'rolepack/author'\nexport * from 'rolepack/express'\n",
)
const { bytes } = pack(organization)
const servers = []
after(() => servers.forEach((server) => server.closeAllConnections() ?? server.close()))

const guardOf = (options) => rolepackGuard({
  organization: 'acme', snapshot: () => fromBytes(bytes), caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null), tellReason: true, report: () => {},
  routes: { 'GET /healthz': 'public', 'GET /:page': 'public', 'GET /admin': { permission: 'visit', scope: 'anywhere' }, 'GET /runs': { permission: 'createRun', scope: query({ location: 'at' }) }, 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) }, 'GET /plants/:plant': { permission: 'createRun', scope: params({ location: 'plant' }) }, 'POST /any': { permission: 'createRun', scope: 'anywhere' } },
  ...options,
})

/** Serves an application, and answers how to send bytes to it. */
async function served(express, options = {}, { make = (app, guard) => app.use(guard), before = [], behind = [] } = {}) {
  const app = express().disable('x-powered-by')
  for (const middleware of before) app.use(middleware)
  make(app, guardOf(options))
  for (const middleware of behind) app.use(middleware)
  app.use((request, response) => {
    const { decision, resource, route, refusal } = response.locals.granted
    response.json({ allowed: decision?.allowed, resource, route, refusal: refusal?.status, body: request.body, override: request.headers['x-http-method-override'] })
  })
  app.use((error, request, response, next) => response.status(500).json({ reason: `express: ${error.message}` }))
  const server = await new Promise((done) => { const server = app.listen(0, '127.0.0.1', () => done(server)) })
  servers.push(server)
  /** `later`: after how many milliseconds the rest of it, and that. */
  const send = (text, later) => new Promise((done, failed) => {
    const socket = connect(server.address().port, '127.0.0.1', () => {
      socket.write(text)
      if (later) setTimeout(() => socket.write(later[1]), later[0])
    })
    let answer = ''
    const finish = () => {
      const [head, rest] = answer.split('\r\n\r\n')
      if (rest === undefined) return
      socket.destroy()
      const json = rest.startsWith('{') ? JSON.parse(rest) : {}
      done({ status: Number(head.slice(9, 12)), head, ...json })
    }
    socket.on('data', (part) => {
      answer += part
      const length = /content-length: (\d+)/i.exec(answer)?.[1]
      const complete = text.startsWith('HEAD') && answer.endsWith('\r\n\r\n')
      if (complete || length !== undefined && answer.split('\r\n\r\n')[1]?.length >= Number(length)) finish()
    })
    socket.on('end', finish)
    socket.on('error', failed)
  })
  const ask = (line, headers = ['X-User: ada'], text = '') => send(`${line} HTTP/1.1\r\nHost: acme.example\r\n${headers.map((header) => `${header}\r\n`).join('')}${text ? `Content-Length: ${text.length}\r\n` : ''}\r\n${text}`)
  return { ask, send }
}
const said = ({ status, reason }) => (reason === undefined ? status : `${status} ${reason}`)
const JSON_BODY = ['X-User: ada', 'Content-Type: application/json']

for (const [version, express] of Object.entries(versions)) {
  const serving = (...given) => served(express, ...given)

  test(`Express ${version}: what is allowed is handled, with all that was found out`, async () => {
    const { ask } = await serving()
    const { status, allowed, resource, route } = await ask('GET /plants/A')
    assert.deepEqual([status, allowed, resource, route], [200, true, { location: 'A' }, 'GET /plants/:plant'])
    assert.equal(said(await ask('GET /healthz', [])), 200)
    assert.equal((await ask('HEAD /runs?at=A')).status, 200)
  })

  test(`Express ${version}: what is not is refused as a problem`, async () => {
    const { ask } = await serving()
    for (const [line, headers, answer] of [['TRACE /healthz', undefined, '403 not-listed'], ['GET /plants/Z', undefined, '403 out-of-scope'], ['GET /plants/A', [], '401 no-caller'], ['PUT /runs', undefined, '403 not-listed'], ['GET /runs?at=A&at=B', undefined, '400 scope-repeated'], ['GET /runs?at=A&at[]=B', undefined, '400 scope-repeated'], ['GET /runs', undefined, '400 scope-missing']]) {
      const found = await ask(line, headers)
      assert.equal(said(found), answer, line)
      assert.match(found.head, /content-type: application\/problem\+json/i)
    }
  })

  test(`Express ${version}: a path that Express reads otherwise than it is written does not come through`, async () => {
    const { ask } = await serving()
    for (const [path, answer] of [
      ['/admin', '403 access-method'], ['/ADMIN', '403 not-listed'], ['/admin/', '403 not-listed'], ['/%61dmin', '403 not-listed'], ['/x/../admin', '400 malformed-path'], ['/x/%2e%2e/admin', '400 malformed-path'], ['//admin', '400 malformed-path'], ['/admin%2f', '400 malformed-path'], ['/x\\..\\admin', '400 malformed-path'], ['/admin;x', '400 malformed-path'], ['/admin%00', '400 malformed-path'], ['/admin#x', '400 malformed-path'],
      ['http://acme.example/admin', '400 malformed-path'], ['*', '400 malformed-path'],
    ]) assert.equal(said(await ask(`GET ${path}`)), answer, path)
  })

  test(`Express ${version}: headers that come twice are seen`, async () => {
    const seen = []
    const { ask } = await serving({ caller: ({ headers }) => { seen.push(headers.get('authorization')); return null } })
    await ask('GET /plants/A', ['Authorization: Bearer a', 'Authorization: Bearer b', 'Cookie: a=1', 'Cookie: b=2'])
    assert.deepEqual(seen, ['Bearer a, Bearer b'])
    const { ask: other } = await serving({ caller: ({ url }) => ({ userId: new URL(url).host === 'localhost' ? 'ada' : 'noor' }) })
    assert.equal(said(await other('GET /plants/A', ['X-Forwarded-Host: evil.example'])), 200)
  })

  test(`Express ${version}: a body is read before parsers, which find it read`, async () => {
    const { ask } = await serving({}, { behind: [express.json()] })
    const { status, body, resource } = await ask('POST /runs', JSON_BODY, '{"at":"A","n":1}')
    assert.deepEqual([status, body, resource], [200, { at: 'A', n: 1 }, { location: 'A' }])
    assert.deepEqual((await ask('POST /any', JSON_BODY, '{"at":"Z"}')).body, { at: 'Z' })
    for (const [text, answer] of [['{"at":"Z"}', '403 out-of-scope'], ['{"at":"A","at":"B"}', '400 ambiguous-body'], ['{', '400 malformed-body'], ['{}', '400 scope-missing']]) assert.equal(said(await ask('POST /runs', JSON_BODY, text)), answer)
    assert.equal(said(await ask('POST /runs', ['X-User: ada'], '{"at":"A"}')), '415 unsupported-body')
    assert.equal(said(await ask('POST /runs', [...JSON_BODY, 'Content-Type: text/plain'], '{"at":"A"}')), '415 unsupported-body')
  })

  test(`Express ${version}: a body that was parsed before is refused, for duplicates in it cannot be seen; bytes and text are taken`, async () => {
    const before = async (...before) => (await serving({}, { before })).ask('POST /runs', JSON_BODY, '{"at":"A","at":"A"}')
    assert.equal(said(await before(express.json())), '500 body-already-read')
    assert.equal(said(await before(express.raw({ type: '*/*' }))), '400 ambiguous-body')
    assert.equal(said(await before(express.text({ type: '*/*' }))), '400 ambiguous-body')
    const { ask } = await serving({ maxBody: 5 }, { before: [express.raw({ type: '*/*' })] })
    assert.equal(said(await ask('POST /runs', JSON_BODY, '{"at":"A"}')), '413 body-too-large')
    const swallowing = (request, response, next) => request.resume().on('end', () => next())
    assert.equal(said(await before(swallowing)), '500 body-already-read')
  })

  test(`Express ${version}: a body of 100 MB is refused unread, and one that never ends in time`, async () => {
    const { send } = await serving({ bodyTimeout: 600 })
    const head = 'POST /runs HTTP/1.1\r\nHost: a\r\nX-User: ada\r\nContent-Type: application/json\r\n'
    assert.equal(said(await send(`${head}Content-Length: 104857600\r\n\r\n{"at":`)), '413 body-too-large')
    assert.equal(said(await send(`${head}Transfer-Encoding: chunked\r\n\r\n10000a\r\n${'x'.repeat(0x10000a)}\r\n`)), '413 body-too-large')
    const endless = ['Content-Length: 100\r\n\r\n{"at":"A"', 'Transfer-Encoding: chunked\r\n\r\n'].map((rest) => send(head + rest))
    assert.deepEqual((await Promise.all(endless)).map(said), ['408 body-timeout', '408 body-timeout'])
  })

  test(`Express ${version}: smuggled lengths are refused by Node.js itself`, async () => {
    const { send } = await serving()
    const head = 'POST /any HTTP/1.1\r\nHost: a\r\nX-User: ada\r\n'
    for (const smuggled of ['Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd', 'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n', 'X-User : noor\r\n\r\n', 'X-A: b\r\n c: d\r\n\r\n']) {
      assert.ok((await send(head + smuggled)).status >= 400, smuggled)
    }
  })

  test(`Express ${version}: an overriding header is neither looked at nor handed on`, async () => {
    const { status, override } = await (await serving()).ask('POST /any', ['X-User: ada', 'X-HTTP-Method-Override: DELETE'])
    assert.deepEqual([status, override], [200, undefined])
  })

  test(`Express ${version}: where it is mounted, and what was rewritten: the path that Express goes by`, async () => {
    const routes = { 'GET /api/runs': { permission: 'createRun', scope: 'anywhere' }, 'GET /api': 'public', 'GET /runs': 'public' }
    const { ask } = await serving({ routes }, { make: (app, guard) => app.use('/api', guard) })
    for (const [path, answer] of [['/api/runs', 200], ['/api', 200], ['/api?x=1', 200], ['/api/', '403 not-listed'], ['/API/runs', '403 not-listed']]) assert.equal(said(await ask(`GET ${path}`)), answer, path)
    const nested = await serving({ routes }, { make: (app, guard) => app.use('/api', express.Router().use('/', guard)) })
    assert.deepEqual([said(await nested.ask('GET /api/runs')), said(await nested.ask('GET /api/other'))], [200, '403 not-listed'])
    const rewriting = (request, response, next) => { request.url = '/admin'; next() }
    assert.equal(said(await (await serving({}, { before: [rewriting] })).ask('GET /healthz')), '403 access-method')
  })

  test(`Express ${version}: observing lets through, and nothing of a body is lost`, async () => {
    const parser = express.json({ limit: '5mb' })
    const { ask, send } = await serving({ mode: 'observe', bodyTimeout: 600 }, { behind: [parser] })
    const { status, allowed, refusal } = await ask('GET /plants/Z')
    assert.deepEqual([status, allowed, refusal], [200, false, 403])
    assert.deepEqual([(await ask('POST /runs', JSON_BODY, '{"at":"Z"}')).body, (await ask('POST /runs', JSON_BODY, '{"at":1}')).refusal], [{ at: 'Z' }, 400])
    const large = `{"at":"A","x":"${'x'.repeat(1 << 20)}"}`
    const head = 'POST /runs HTTP/1.1\r\nHost: a\r\nX-User: ada\r\nContent-Type: application/json\r\n'
    const parts = [large.slice(0, 900_000), large.slice(900_000)].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`)
    for (const text of [`${head}Content-Length: ${large.length}\r\n\r\n${large}`, `${head}Transfer-Encoding: chunked\r\n\r\n${parts.join('')}0\r\n\r\n`]) {
      const { status, refusal, body } = await send(text)
      assert.deepEqual([status, refusal, body?.at, body?.x.length], [200, 413, 'A', 1 << 20])
    }
    for (const { status, refusal, body } of await Promise.all([
      send(`${head}Content-Length: 10\r\n\r\n{"at"`, [1200, ':"A"}']),
      send(`${head}Content-Length: 10\r\n\r\n`, [1200, '{"at":"A"}']),
    ])) assert.deepEqual([status, refusal, body], [200, 408, { at: 'A' }])
  })
}

test('a wrong configuration is refused when it is made', () => {
  assert.throws(() => guardOf({ organization: '' }), TypeError)
  assert.throws(() => guardOf({ cors: () => {} }), TypeError)
})
