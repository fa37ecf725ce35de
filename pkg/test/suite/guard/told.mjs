// What is told of decisions and refusals, and what a wrong configuration is refused for.
import { ok, refused, same } from '../check.mjs'

export default function ({ main, edge: { guard, query, params, body, Refusal } }, { bytes, anywhere, quiet, set, post, throws }) {
  return [
    ['guard: the decision log holds the whole request, and what was answered', async () => {
      const { ask, log } = set({ accessMethod: () => 'login', caller: () => ({ userId: 'ada', identityGroups: { okta: ['Ops'] } }), routes: { 'PUT /runs/:id': { permission: 'tax', right: 'add', scope: query({ location: 'at' }) } } })
      same([await ask('PUT /runs/7?at=A'), await ask('PUT /runs/7?at=Z')], [200, '403 out-of-scope'])
      const request = { user: 'ada', identityGroups: [{ provider: 'okta', group: 'Ops' }], accessMethod: 'login', permission: 'tax', right: 'add', resource: { location: 'A' } }
      const { time, ...first } = log[0]
      ok(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time))
      same(first, { method: 'PUT', route: '/runs/:id', mode: 'enforce', allowed: true, reason: 'granted', scoped: true, role: 'operator', via: {}, level: { company: 'ACME', key: 'plant-a' }, organization: 'acme', sequence: 7, request })
      same([log[1].allowed, log[1].reason, log[1].request.resource], [false, 'out-of-scope', { location: 'Z' }])
      same(main.Access.load(bytes).check(JSON.parse(JSON.stringify(log[0])).request).allowed, true)
    }],
    ['guard: every refusal is told, with what was wrong', async () => {
      const { ask, refused: told } = set()
      await ask('POST /runs', { user: 'noor' })
      await ask('GET /runs')
      await ask('POST /runs', { user: '' })
      same(told.map(({ status, reason, user, organization, route, method, mode }) => [status, reason, user, organization, route, method, mode]), [
        [403, 'not-granted', 'noor', 'acme', '/runs', 'POST', 'enforce'], [403, 'not-listed', 'ada', undefined, undefined, 'GET', 'enforce'], [401, 'no-caller', undefined, undefined, '/runs', 'POST', 'enforce'],
      ])
    }],
    ['guard: a sink that fails changes nothing', async () => {
      for (const fail of [() => { throw new Error('full') }, async () => { throw new Error('full') }, () => ({ then: (_, failed) => failed(new Error('full')) })]) {
        const works = []
        const made = set({ log: fail, refused: fail, report: quiet })
        made.ctx = { waitUntil: (work) => works.push(work) }
        same([await made.ask('POST /runs'), await made.ask('POST /runs', { user: 'noor' }), await made.ask('GET /x')], [200, '403 not-granted', '403 not-listed'])
        await Promise.all(works)
      }
      same(await set({ report: () => { throw new Error() }, caller: () => { throw new Error() } }).ask('POST /runs'), '500 failed')
      // Of one that is asynchronous, a rejection that nobody takes would end the program.
      let taken = 0
      const report = () => ({ then: (_, failed) => { taken++; failed(new Error('full')) } })
      const log = () => ({ then: (_, failed) => failed(new Error('full')) })
      same([await set({ report, caller: () => { throw new Error() } }).ask('POST /runs'), await set({ report, snapshot: () => { throw new Error() } }).ask('POST /runs'), await set({ report, log }).ask('POST /runs')], ['500 failed', '503 no-snapshot', 200])
      await new Promise((done) => setTimeout(done, 10))
      same(taken, 3)
    }],
    ['guard: observing lets everything through, tells what it would have answered, and leaves nobody to believe that it was allowed', async () => {
      const { ask, calls, refused: told, log } = set({ mode: 'observe', bodyTimeout: 600, routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } } })
      same(await ask('POST /runs', post('{"at":"A"}')), 200)
      same([calls[0].granted.decision.allowed, calls[0].granted.refusal], [true, undefined])
      same(await ask('POST /runs', post('{"at":"Z"}')), 200)
      same([calls[1].granted.decision.allowed, calls[1].granted.refusal.status, log[1].mode, log[1].allowed], [false, 403, 'observe', false])
      for (const [line, options] of [['POST /runs', { ...post('{'), user: '' }], ['GET /x', {}], ['POST /runs', post(`{"x":"${'x'.repeat(1 << 20)}"}`)], ['POST /runs', post('no')]]) {
        same(await ask(line, options), 200)
        const { granted, request } = calls.at(-1)
        ok(granted.decision === undefined && granted.refusal.status >= 400)
        if (options.body) same(await request.text(), options.body)
      }
      const late = new ReadableStream({
        async start(controller) {
          for (const part of ['{"at"', ':"A', '"', ' }']) {
            controller.enqueue(new TextEncoder().encode(part))
            await new Promise((done) => setTimeout(done, 400))
          }
          controller.close()
        },
      })
      same([await ask('POST /runs', { ...post(late), duplex: 'half' }), calls.at(-1).granted.refusal.status, await calls.at(-1).request.text()], [200, 408, '{"at":"A" }'])
      same(told.map(({ status, mode }) => `${mode} ${status}`), ['observe 403', 'observe 401', 'observe 403', 'observe 413', 'observe 400', 'observe 408'])
    }],
    ['guard: a function of its own, for a runtime that gives neither environment nor context', async () => {
      const { fetch, calls } = set()
      same((await fetch(new Request('http://edge/runs', { method: 'POST', headers: { 'x-user': 'ada' } }))).status, 200)
      same([calls[0].env, { ...calls[0].ctx }], [undefined, {}])
    }],
    ['guard: a wrong configuration is refused when it is made', () => {
      const route = (pattern, ...rule) => ({ routes: { [pattern]: rule.length > 0 ? rule[0] : 'public' } })
      for (const wrong of [
        { organization: undefined }, { organization: '' }, { organization: 7 }, { snapshot: undefined }, { snapshot: 'url' }, { caller: undefined }, { routes: undefined }, { routes: {} }, { routes: [] }, { mode: 'audit' }, { mod: 'observe' }, { log: 'file' }, { cors: true }, { report: 1 }, { floor: {} }, { accessMethod: 'login' },
        { tellReason: 'yes' }, { challenge: '' }, { challenge: 'Bearer\r\nx: y' }, { maxBody: 0 }, { maxBody: Infinity }, { bodyTimeout: -1 }, { organizations: 0 }, { organizations: 1.5 }, { minSequence: -1 }, { minSequence: '7' }, { refreshEvery: 1 }, { maxStale: -1 }, { whenStale: 'later' }, { publicKeys: [] }, { publicKeys: 'key' },
        route('/runs'), route('get /runs'), route('GET runs'), route('GET  /runs'), route('GET /a//b'), route('HEAD /a'), route('TRACE /a'), route('CONNECT /a'), route('GET /a/../b'), route('GET /%61'), route('GET /a*'), route('GET /*/a'), route('GET /:'), route('GET /:a-b'), route('GET /:a/:a'), route('GET /a?b'), route('GET /a;b'), route('GET /a#b'), route('GET /a\\b'), route('GET /a b'), route('GET /\ud800'),
        { routes: { 'GET /:a': 'public', 'GET /:b': 'public' } }, { routes: { 'GET /runs/new': 'public', 'GET /Runs/:id': 'public' } }, { routes: { 'GET /a/*': 'public', 'GET /a/:x': 'public', 'GET /a/:y': 'public' } },
        ...[undefined, null, 'private', [], {}, { scope: 'anywhere' }, { permission: '' }, { permission: 7 }, { permission: 'p', scop: 'anywhere' }, { permission: 'p', scope: 'everywhere' }, { permission: 'p', scope: {} }, { permission: 'p', scope: null }, { permission: 'p', right: '' }, { permission: 'p', any: ['q'] }, { any: [] }, { all: [] }, { any: 'p' }, { any: ['p'], all: ['q'] }, { any: [7] }, { any: ['p'], right: 'r' }, { all: [{ permission: 'p', scope: 'anywhere' }] }].map((rule) => route('GET /a', rule)),
        route('GET /a/:b', { permission: 'p', scope: params({ location: 'c' }) }), route('GET /a', { permission: 'p', scope: body({ location: 'c' }) }),
      ]) ok(throws(wrong) instanceof TypeError, JSON.stringify(wrong))
      // What is inherited would be lost without a word.
      for (const inherited of [Object.create({ publicKeys: [] }), new (class { get publicKeys() { return [] } })()]) ok(refused(() => guard(Object.assign(inherited, { organization: 'acme', snapshot: quiet, caller: quiet, routes: { 'GET /': 'public' } }), quiet)) instanceof TypeError)
      ok(throws({}, 'handler') instanceof TypeError && refused(() => guard(undefined, quiet)) instanceof TypeError)
      same(throws({ publicKeys: ['x'] }).code, 'malformed-key')
      for (const make of [query, params, body]) for (const named of [undefined, null, {}, [], 'at', { location: 7 }, { location: '' }]) ok(refused(() => make(named)) instanceof TypeError)
      ok(refused(() => new Refusal(200, 'x', 'x', 'x')) instanceof TypeError)
    }],
  ]
}
