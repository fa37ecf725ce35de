// The guard as middleware of Hono: the same rules, on its own requests.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installedWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'

const { Hono, cors, bodyLimit, fromBytes, pack, rolepackGuard, params, body, query } = await installedWith(
  ['hono'],
  "export { Hono } from 'hono'\nexport { cors } from 'hono/cors'\nexport { bodyLimit } from 'hono/body-limit'\nexport { fromBytes } from 'rolepack/edge'\nexport { pack } from 'rolepack/author'\nexport * from 'rolepack/hono'\n",
)
const { bytes } = pack(organization)

function application(options = {}, { before = [] } = {}) {
  const app = new Hono()
  for (const middleware of before) app.use(middleware)
  app.use(rolepackGuard({
    organization: 'acme', snapshot: () => fromBytes(bytes), caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null), tellReason: true, report: () => {},
    routes: { 'GET /healthz': 'public', 'GET /runs': { permission: 'createRun', scope: query({ location: 'at' }) }, 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) }, 'DELETE /runs': { permission: 'visit', scope: 'anywhere' }, 'GET /plants/:plant': { permission: 'createRun', scope: params({ location: 'plant' }) } }, ...options,
  }))
  app.all('*', async (context) => {
    const { decision, resource, route, refusal } = context.get('granted')
    const text = context.req.method === 'POST' ? await context.req.text() : undefined
    return context.json({ allowed: decision?.allowed, resource, route, refusal: refusal?.status, text, override: context.req.header('x-http-method-override') })
  })
  return async (line, { user = 'ada', headers = {}, ...init } = {}, ...more) => {
    const [method, path] = line.split(' ')
    const response = await app.request(path, { method, headers: { ...(user && { 'x-user': user }), ...headers }, ...init }, ...more)
    const text = await response.text()
    return { status: response.status, headers: response.headers, ...(text && /json/.test(response.headers.get('content-type')) ? JSON.parse(text) : {}) }
  }
}
const json = (text) => ({ headers: { 'content-type': 'application/json' }, body: text })

test('what is allowed is handled, with all that was found out', async () => {
  const ask = application()
  const { allowed, resource, route } = await ask('GET /plants/A')
  assert.deepEqual([allowed, resource, route], [true, { location: 'A' }, 'GET /plants/:plant'])
  assert.equal((await ask('POST /runs', json('{ "at": "A" }'))).text, '{ "at": "A" }')
  assert.equal((await ask('GET /healthz', { user: '' })).status, 200)
  assert.equal((await ask('HEAD /plants/A')).status, 200)
})

test('what is not is refused as a problem', async () => {
  const ask = application()
  for (const [line, options, answer] of [['GET /plants/Z', {}, '403 out-of-scope'], ['GET /plants/A', { user: '' }, '401 no-caller'], ['PUT /runs', {}, '403 not-listed'], ['GET /', {}, '403 not-listed'], ['GET /runs?at=A&at=B', {}, '400 scope-repeated'], ['POST /runs', json('{"at":"A","at":"B"}'), '400 ambiguous-body'], ['POST /runs', json('{'), '400 malformed-body'], ['GET /%68ealthz', {}, '403 not-listed'], ['GET /healthz//', {}, '400 malformed-path'], ['GET /x%2fy', {}, '400 malformed-path']]) {
    const { status, reason, headers } = await ask(line, options)
    assert.equal(`${status} ${reason}`, answer, line)
    assert.equal(headers.get('content-type'), 'application/problem+json')
  }
})

test('an overriding header is neither looked at nor handed on', async () => {
  const { status, override } = await application()('POST /runs', { ...json('{"at":"A"}'), headers: { 'content-type': 'application/json', 'x-http-method-override': 'DELETE' } })
  assert.deepEqual([status, override], [200, undefined])
})

test('preflights are answered by what stands before', async () => {
  const preflight = { user: '', headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' } }
  assert.equal((await application({}, { before: [cors()] })('OPTIONS /runs', preflight)).status, 204)
  assert.equal((await application()('OPTIONS /runs', preflight)).status, 401)
})

test('a body that was read before is refused', async () => {
  const reading = async (context, next) => {
    await context.req.json()
    await next()
  }
  const { status, reason } = await application({}, { before: [reading] })('POST /runs', json('{"at":"A"}'))
  assert.equal(`${status} ${reason}`, '500 body-already-read')
  assert.equal((await application({}, { before: [bodyLimit({ maxSize: 100 })] })('POST /runs', json('{"at":"A"}'))).status, 200)
})

test('environment and context are those of Hono', async () => {
  const env = { ACCESS: 'kv' }
  const works = []
  const seen = []
  const ask = application({ snapshot: (env, id) => { seen.push(env, id); return fromBytes(bytes) }, log: async () => {} })
  assert.equal((await ask('GET /runs?at=A', {}, env, { waitUntil: (work) => works.push(work), passThroughOnException() {} })).status, 200)
  assert.deepEqual([seen, works.length], [[env, 'acme'], 1])
})

test('observing', async () => {
  const { status, allowed, refusal } = await application({ mode: 'observe' })('GET /plants/Z')
  assert.deepEqual([status, allowed, refusal], [200, false, 403])
})

test('below a base path routes are told whole', async () => {
  const inner = new Hono()
  inner.use(rolepackGuard({ organization: 'acme', snapshot: () => fromBytes(bytes), caller: () => ({ userId: 'ada' }), routes: { 'GET /api/runs': { permission: 'createRun', scope: 'anywhere' }, 'GET /secret': 'public' } }))
  inner.get('*', (context) => context.text('done'))
  const app = new Hono().route('/api', inner)
  assert.deepEqual([(await app.request('/api/runs')).status, (await app.request('/api/secret')).status], [200, 403])
})

test('however applications are joined, nothing comes through that is not listed', async () => {
  const guardOf = (...paths) => rolepackGuard({ organization: 'acme', snapshot: () => fromBytes(bytes), caller: () => ({ userId: 'ada' }), routes: Object.fromEntries(paths.map((path) => [`GET ${path}`, { permission: 'createRun', scope: 'anywhere' }])) })
  const inner = (...before) => {
    const app = new Hono()
    for (const middleware of before) app.use(middleware)
    return app.all('*', (context) => context.text(new URL(context.req.url).pathname))
  }
  const outer = () => new Hono().use(guardOf('/api/runs', '/open'))
  const joined = {
    'route behind the guard': outer().route('/api', inner()),
    'mount behind the guard': outer().mount('/api', inner().fetch),
    'a base path': new Hono().basePath('/api').use(guardOf('/api/runs')).all('*', (context) => context.text('done')),
    'a guard in what is mounted, which sees no more than what is left of the path': new Hono().mount('/api', inner(guardOf('/runs')).fetch),
    'a guard in what is mounted whole': new Hono().mount('/api', inner(guardOf('/api/runs')).fetch, { replaceRequest: false }),
  }
  for (const [how, app] of Object.entries(joined)) {
    const status = async (path, method = 'GET') => (await app.request(path, { method })).status
    assert.equal(await status('/api/runs'), 200, how)
    assert.equal(await status('/api/runs', 'HEAD'), 200, how)
    for (const path of ['/api/secret', '/api', '/api/', '/api/runs/', '/api/runs/7', '/api//runs', '/api/%73ecret', '/api/runs%2f7', '/api/runs/%2e%2e/secret', '/api/runs;x', '/api/Runs']) assert.ok((await status(path)) >= 400, `${how}: ${path}`)
    for (const method of ['POST', 'DELETE', 'OPTIONS']) assert.equal(await status('/api/runs', method), 403, `${how}: ${method}`)
  }
})

test('a wrong configuration is refused when it is made', () => {
  assert.throws(() => rolepackGuard({ organization: 'acme' }), TypeError)
  assert.throws(() => application({ cors: () => {} }), TypeError)
})
