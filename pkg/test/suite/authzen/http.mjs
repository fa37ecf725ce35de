// What a decision point answers where there is no decision, and what it refuses to start with.
import { ok, refused, same } from '../check.mjs'
import { action, asking, at, over, user } from './asked.mjs'

const source = {
  organization: { id: 'acme' },
  permissions: [{ key: 'run' }],
  roles: [{ id: 'operator', permissions: ['run'] }],
  users: [{ id: 'ada', roles: ['operator'] }],
}
const asked = { subject: user('ada'), action: action('run'), resource: at('app', 'x') }
const types = { app: 'unscoped' }

export default function (entries) {
  const { post, get, handler } = asking(entries, source, { types, maxBody: 2000, maxEvaluations: 3, timeout: 200 })
  const { Access } = entries.full
  const { authzen } = entries.authzen
  const bytes = entries.author.pack(source).bytes
  const plain = (answer, status, message) => {
    same([answer.status, answer.type, answer.headers.get('cache-control')], [status, 'text/plain; charset=utf-8', 'no-store'])
    ok(answer.text.includes(message), answer.text)
  }
  const sent = async (body, headers, ask = handler) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body, duplex: 'half' }
    return over(() => ask(new Request('https://pdp.example/access/v1/evaluation', init))).get('/')
  }
  return [
    ['authzen http: an answer', async () => {
      const { status, type, headers, body } = await post('evaluation', { ...asked, other: 1, context: { a: [] } }, { 'content-type': 'Application/JSON; charset=utf-8', 'x-request-id': 'r-1' })
      same([status, type, headers.get('cache-control'), headers.get('x-request-id'), body], [200, 'application/json', 'no-store', 'r-1', { decision: true }])
    }],
    ['authzen http: metadata', async () => {
      const { status, type, body } = await get('/.well-known/authzen-configuration')
      same([status, type], [200, 'application/json'])
      const below = 'https://pdp.example/access/v1/'
      same(body, {
        policy_decision_point: 'https://pdp.example',
        access_evaluation_endpoint: `${below}evaluation`,
        access_evaluations_endpoint: `${below}evaluations`,
        search_subject_endpoint: `${below}search/subject`,
        search_resource_endpoint: `${below}search/resource`,
        search_action_endpoint: `${below}search/action`,
      })
      const head = await get('/.well-known/authzen-configuration', { method: 'HEAD' })
      same([head.status, head.text], [200, ''])
      const deep = asking(entries, source, { types, url: 'https://pdp.example/tenant/acme/' })
      const told = (await deep.get('/.well-known/authzen-configuration/tenant/acme')).body
      same([told.policy_decision_point, told.search_action_endpoint], ['https://pdp.example/tenant/acme', 'https://pdp.example/tenant/acme/access/v1/search/action'])
      same((await deep.post('evaluation', asked)).status, 404)
      const own = asking(entries, source, { types, url: undefined })
      same((await own.get('/.well-known/authzen-configuration')).body.policy_decision_point, 'https://pdp.example')
    }],
    ['authzen http: 400 for a field that is missing or mistyped', async () => {
      const { subject, action: what, resource } = asked
      const bodies = [
        [{ action: what, resource }, 'subject'], [{ subject, resource }, 'action'], [{ subject, action: what }, 'resource'],
        [{ ...asked, subject: 'ada' }, 'subject'], [{ ...asked, subject: null }, 'subject'], [{ ...asked, subject: [subject] }, 'subject'],
        [{ ...asked, subject: { type: 'user' } }, 'subject.id'], [{ ...asked, subject: { id: 'ada' } }, 'subject.type'], [{ ...asked, subject: { type: 'user', id: 5 } }, 'subject.id'],
        [{ ...asked, action: {} }, 'action.name'], [{ ...asked, action: { name: null } }, 'action.name'], [{ ...asked, action: { name: 'run', properties: 'x' } }, 'properties'],
        [{ ...asked, resource: { type: 'app', id: {} } }, 'resource.id'], [{ ...asked, resource: { ...resource, properties: null } }, 'properties'],
        [{ ...asked, context: 'now' }, 'context'], [{ ...asked, context: null }, 'context'],
      ]
      for (const [body, message] of bodies) plain(await post('evaluation', body), 400, message)
      const own = '{"__proto__":{"subject":{"type":"user","id":"ada"}},"action":{"name":"run"},"resource":{"type":"app","id":"x"}}'
      plain(await post('evaluation', own), 400, 'subject')
      for (const [fields, message] of [[{ evaluations: {} }, 'evaluations'], [{ evaluations: null }, 'evaluations'], [{ options: [] }, 'options'], [{ options: { evaluations_semantic: 'all' } }, 'semantic'], [{ options: { evaluations_semantic: null } }, 'semantic'], [{ evaluations: [{}, {}, {}, {}] }, '3 evaluations']]) {
        plain(await post('evaluations', { ...asked, ...fields }), 400, message)
      }
      for (const page of [5, [], { limit: -1 }, { limit: 1.5 }, { limit: '4' }, { limit: null }, { token: null }]) plain(await post('search/subject', { ...asked, page }), 400, 'page')
      plain(await post('search/subject', { ...asked, subject: { id: 'ada' } }), 400, 'subject.type')
      plain(await post('search/resource', { ...asked, resource: {} }), 400, 'resource.type')
      plain(await post('search/resource', { ...asked, action: undefined }), 400, 'action')
      plain(await post('search/action', { ...asked, resource: { type: 'app' } }), 400, 'resource.id')
    }],
    ['authzen http: 400 for what is no JSON, or not plainly said to be', async () => {
      for (const body of ['{', 'null', '[]', '"x"', '5', '\ufeff{}', '{"subject":1,"subject":2}', '{"a":{"b":1,"c":[{"x":"}"}],"\\u0062":2}}', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])]) plain(await post('evaluation', body), 400, 'the body must be')
      plain(await post('evaluation', ''), 400, 'empty')
      for (const type of ['text/plain', 'application/jsonp', 'application/json, text/plain', 'multipart/form-data; boundary=application/json', '']) plain(await post('evaluation', asked, { 'content-type': type }), 400, 'content type')
      same((await post('evaluation', `{"a":{"x":1},"b":{"x":[{"y":1},{"y":2}]},"c":"{\\"x\\":1,\\"x\\":2}",${JSON.stringify(asked).slice(1)}`)).body, { decision: true })
      same((await post('evaluation', `${'['.repeat(1900)}`)).status, 400)
    }],
    ['authzen http: bounds of what a body holds', async () => {
      const { post } = asking(entries, source, { types })
      const many = (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, 1]))
      const filled = (count) => ({ ...asked, subject: { ...asked.subject, properties: many(count) } })
      same((await post('evaluation', filled(50))).status, 200)
      plain(await post('evaluation', filled(51)), 400, 'may hold 50')
      same((await post('evaluation', { ...asked, context: many(1000) })).status, 200)
      plain(await post('evaluation', { ...asked, context: many(1001) }), 400, '1,000')
      same((await post('evaluations', { ...asked, evaluations: Array(1000).fill({}) })).body.evaluations.length, 1000)
      plain(await post('evaluations', { ...asked, evaluations: Array(1001).fill({}) }), 400, '1000 evaluations')
      const deep = (levels) => `{"context":{"deep":${'['.repeat(levels)}${']'.repeat(levels)}},${JSON.stringify(asked).slice(1)}`
      same((await post('evaluation', deep(62))).status, 200)
      for (const levels of [63, 100_000]) plain(await post('evaluation', deep(levels)), 400, '64 levels')
    }],
    ['authzen http: a body has an end, and comes to it', async () => {
      const large = JSON.stringify({ ...asked, context: { pad: 'x'.repeat(2000) } })
      plain(await post('evaluation', large), 413, '2000')
      plain(await sent(large, { 'content-length': '10' }), 413, '2000')
      let pulled = 0
      const endless = new ReadableStream({ pull: (controller) => (pulled++, controller.enqueue(new Uint8Array(1000))) })
      plain(await sent(endless), 413, '2000')
      ok(pulled < 20, `${pulled} pieces were read`)
      plain(await sent(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([0x7b])) })), 408, 'in time')
    }],
    ['authzen http: a body that something has read before', async () => {
      const reported = []
      const { handler } = asking(entries, source, { types, report: (error) => reported.push(error.code) })
      const request = new Request('https://pdp.example/access/v1/evaluation', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) })
      await request.text()
      plain(await over(() => handler(request)).get('/'), 500, 'internal error')
      same(reported, ['body-already-read'])
    }],
    ['authzen http: elsewhere and otherwise', async () => {
      for (const path of ['/', '/access/v1/evaluation/', '/access/v1/Evaluation', '/access//v1/evaluation', '/access/v1/%65valuation', '/access/v1/search', '/access/v1/search/__proto__']) same((await get(path, { method: 'POST' })).status, 404)
      for (const [path, method, allow] of [['/access/v1/evaluation', 'GET', 'POST'], ['/access/v1/search/action', 'PUT', 'POST'], ['/.well-known/authzen-configuration', 'POST', 'GET, HEAD']]) {
        const answer = await get(path, { method, headers: { 'x-request-id': 'r-2' } })
        same([answer.status, answer.headers.get('allow'), answer.headers.get('x-request-id')], [405, allow, 'r-2'])
      }
    }],
    ['authzen http: who may ask', async () => {
      for (const [answer, status] of [[true, 200], [false, 401], [401, 401], [403, 403], [undefined, 401], ['true', 401], [1, 401]]) {
        const gate = asking(entries, source, { types, authorize: async (request) => (ok(request instanceof Request), answer) })
        const told = await gate.post('evaluation', asked, { 'x-request-id': 'r-3' })
        same([told.status, told.headers.get('x-request-id')], [status, 'r-3'])
        if (status !== 200) plain(told, status, 'the caller')
        same(told.headers.has('www-authenticate'), status === 401)
        same((await gate.post('evaluation', '{')).status, status === 200 ? 400 : status)
        same((await gate.get('/.well-known/authzen-configuration')).status, 200)
      }
    }],
    ['authzen http: what goes wrong stays here', async () => {
      const reported = []
      const report = (error) => reported.push(error.message)
      const wrong = [{ authorize: () => { throw new Error('secret') } }, { access: () => { throw new Error('secret') } }, { access: () => undefined }, { access: () => Access.load(Access.load(bytes).slice('ada'), { slice: true }) }]
      for (const options of wrong) {
        const told = await asking(entries, source, { types, ...options, report }).post('evaluation', asked, { 'x-request-id': 'r-4' })
        plain(told, 500, 'internal error')
        same([told.text, told.headers.get('x-request-id')], ['internal error', 'r-4'])
      }
      same(reported.length, 4)
      ok(reported[0].includes('secret') && reported[1].includes('secret'))
      ok(reported[3].includes('a slice is for showing'))
    }],
    ['authzen http: what a sign-in refuses is refused, and why stays here', async () => {
      const refusing = (...given) => asking(entries, source, { types, report: () => {}, authorize: () => { throw new entries.edge.Refusal(...given) } }).post('evaluation', asked)
      const expired = await refusing(401, 'invalid-token', 'secret', 'sign in again', { badToken: true })
      plain(expired, 401, 'not known here')
      same(expired.headers.get('www-authenticate'), 'Bearer error="invalid_token"')
      const down = await refusing(503, 'no-keys', 'secret', 'wait', { retryAfter: 1200 })
      plain(down, 503, 'at the moment')
      same(down.headers.get('retry-after'), '2')
      plain(await refusing(418, 'teapot', 'secret', 'none'), 418, 'the request is refused')
    }],
    ['authzen http: from a snapshot that is kept fresh, and while there is none', async () => {
      const live = await Access.open(entries.live.fromBytes(bytes))
      const { post } = over(authzen({ access: () => live, types }))
      same((await post('evaluation', asked)).body, { decision: true })
      live.close()
      const told = await post('evaluation', asked)
      plain(told, 503, 'nothing to answer from')
      ok(Number(told.headers.get('retry-after')) >= 1)
    }],
    ['authzen http: what the platform gives is handed on', async () => {
      const given = []
      const access = Access.load(bytes)
      const worker = authzen({ access: (request, env, context) => (given.push(request.method, env, context), access), authorize: (_, env) => env.open, types })
      const ask = (env) => over((request) => worker(request, env, 'context')).post('evaluation', asked)
      same([(await ask({ open: true })).status, (await ask({ open: false })).status], [200, 401])
      same(given, ['POST', { open: true }, 'context'])
    }],
    ['authzen http: a wrong option is a TypeError', async () => {
      const access = () => {}
      for (const options of [undefined, {}, { access: {} }, { access, other: 1 }, { access, types: { app: 5 } }, { access, types: { app: '' } }, { access, types: { app: { dimension: 'a', unscoped: true } } }, { access, types: { app: { unscoped: false } } }, { access, types: { app: { ignore: 'x' } } }, { access, types: new Map() }, { access, actions: { run: ['x'] } }, { access, actions: { run: {} } }, { access, actions: { run: null } }, { access, roles: {} }, { access, roles: { provider: '' } }, { access, roles: 'okta' }, { access, url: 'pdp' }, { access, url: 'ftp://pdp.example' }, { access, url: 'https://pdp.example/?a' }, { access, subjectType: '' }, { access, authorize: true }, { access, report: 1 }, { access, maxBody: 0 }, { access, maxBody: '1' }, { access, maxEvaluations: 1.5 }, { access, maxResults: -1 }, { access, timeout: Infinity }]) {
        ok(refused(() => authzen(options)) instanceof TypeError, JSON.stringify(options))
      }
    }],
  ]
}
