// Who is let through, who is refused, and by what answer.
import { ok, same } from '../check.mjs'

export default function ({ edge: { params, Refusal } }, { anywhere, set, routes }) {
  return [
    ['guard: what is allowed is handed on with all that was found out', async () => {
      const { ask, calls } = routes({ 'PATCH /plants/:plant/runs/:id': { permission: 'createRun', scope: params({ location: 'plant' }) } })
      same(await ask('PATCH /plants/A/runs/12'), 200)
      const [{ granted }] = calls
      same(granted.route, 'PATCH /plants/:plant/runs/:id')
      same({ ...granted.params }, { plant: 'A', id: '12' })
      same(granted.caller, { userId: 'ada' })
      same(granted.resource, { location: 'A' })
      same(granted.decision, { allowed: true, reason: 'granted', scoped: true, role: 'operator', via: {}, level: { company: 'ACME', key: 'plant-a' }, organization: 'acme', sequence: 7 })
      same(granted.decisions, [granted.decision])
      ok(granted.access.can('björn', 'createRun') && granted.refusal === undefined)
      ok(Object.isFrozen(granted.resource) && Object.isFrozen(granted.decision) && Object.isFrozen(granted))
      same(await ask('PATCH /plants/Z/runs/12'), '403 out-of-scope')
      same(calls.length, 1)
    }],
    ['guard: who is not signed in is refused, and so is who may not', async () => {
      const { ask, calls } = routes({ 'POST /runs': anywhere, 'POST /close': { permission: 'visit', scope: 'anywhere' }, 'POST /typo': { permission: 'creatRun', scope: 'anywhere' } })
      same(await ask('POST /runs', { user: '' }), '401 no-caller')
      for (const [line, user, answer] of [['/runs', 'noor', '403 not-granted'], ['/runs', 'eve', '403 inactive-user'], ['/runs', 'nobody', '403 unknown-user'], ['/close', 'ada', '403 access-method'], ['/typo', 'ada', '403 unknown-permission']]) {
        same(await ask(`POST ${line}`, { user }), answer)
      }
      same(calls, [])
    }],
    ['guard: what is not listed is refused, and no answer tells which routes there are', async () => {
      const { fetch, calls } = routes({ 'POST /runs': { permission: 'closeRun', scope: 'anywhere' } }, { tellReason: false })
      const answer = async (method, path, user) => {
        const response = await fetch(new Request(`http://edge${path}`, { method, headers: user ? { 'x-user': user } : {} }))
        return [response.status, [...response.headers], await response.text()]
      }
      const [denied, unknown] = [await answer('POST', '/runs', 'noor'), await answer('POST', '/runs', '')]
      same([denied[0], unknown[0]], [403, 401])
      for (const [method, path] of [['POST', '/run'], ['GET', '/runs'], ['DELETE', '/runs'], ['POST', '/'], ['POST', '/runs/'], ['POST', '/RUNS'], ['POST', '/runs/1'], ['OPTIONS', '/runs']]) {
        same(await answer(method, path, 'noor'), denied, `${method} ${path}`)
        same(await answer(method, path, ''), unknown, `${method} ${path}`)
      }
      same(calls, [])
    }],
    ['guard: refusals are problems, which nobody keeps, and say why only where that is configured', async () => {
      for (const tellReason of [false, true]) {
        const { fetch } = set({ tellReason })
        const of = async (headers) => {
          const response = await fetch(new Request('http://edge/runs', { method: 'POST', headers }))
          same([response.headers.get('content-type'), response.headers.get('cache-control')], ['application/problem+json', 'no-store'])
          return [response.headers.get('www-authenticate'), await response.json()]
        }
        same(await of({}), ['Bearer', { type: 'about:blank', title: 'Unauthorized', status: 401, ...(tellReason ? { reason: 'no-caller' } : {}) }])
        same(await of({ 'x-user': 'noor' }), [null, { type: 'about:blank', title: 'Forbidden', status: 403, ...(tellReason ? { reason: 'not-granted' } : {}) }])
      }
      const { fetch } = set({ challenge: 'Cookie realm="acme"', caller: () => { throw new Refusal(401, 'x', 'x', 'x', { badToken: true }) } })
      same((await fetch(new Request('http://edge/runs', { method: 'POST' }))).headers.get('www-authenticate'), 'Cookie realm="acme", error="invalid_token"')
    }],
    ['guard: a public route asks nobody who they are', async () => {
      const { ask, calls } = routes({ 'GET /healthz': 'public' }, { caller: () => { throw new Error() }, snapshot: () => { throw new Error() } })
      same(await ask('GET /healthz'), 200)
      const { caller, decision, access, resource, refusal } = calls[0].granted
      same([caller, decision, access, resource, refusal], [undefined, undefined, undefined, undefined, undefined])
    }],
    ['guard: any of several permissions, and all of them', async () => {
      const need = (any, all) => ({ ...(any && { any }), ...(all && { all }), scope: 'anywhere' })
      const tax = (right) => ({ permission: 'tax', right })
      const { ask, log, calls } = routes({ 'GET /a': need(['visit', 'createRun']), 'GET /b': need(undefined, ['visit', 'createRun']), 'GET /c': need(undefined, ['createRun', tax('add')]), 'GET /d': need([tax('delete'), 'visit']), 'GET /e': { ...tax('list'), scope: 'anywhere' }, 'GET /f': { permission: 'tax', scope: 'anywhere' } })
      for (const [line, answer] of [['a', 200], ['b', '403 access-method'], ['c', 200], ['d', '403 not-granted'], ['e', 200], ['f', '403 right-required']]) same(await ask(`GET /${line}`), answer, line)
      same(log.map(({ request: { permission, right }, allowed }) => `${permission} ${right ?? ''} ${allowed}`).slice(0, 4), ['visit  false', 'createRun  true', 'visit  false', 'createRun  true'])
      same([calls[0].granted.decision.role, calls[0].granted.decisions.length], ['operator', 2])
    }],
    ['guard: HEAD is asked as GET, and an overriding header is neither looked at nor handed on', async () => {
      const { ask, calls } = routes({ 'GET /a': anywhere, 'GET /b': { permission: 'visit', scope: 'anywhere' }, 'POST /c': anywhere, 'DELETE /c': { permission: 'visit', scope: 'anywhere' } })
      same([await ask('HEAD /a'), await ask('HEAD /b'), await ask('HEAD /c')], [200, 403, 403])
      for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'X-Original-URL', 'X-Rewrite-URL']) {
        same([await ask('POST /c', { headers: { [name]: 'DELETE', 'x-other': '1' } }), await ask('DELETE /c', { headers: { [name]: 'POST' } })], [200, '403 access-method'])
        const { headers, method } = calls.at(-1).request
        same([headers.has(name), headers.get('x-other'), method], [false, '1', 'POST'])
      }
      same(await ask('POST /c', { body: 'text', headers: { 'x-http-method': 'PUT' } }), 200)
      same(await calls.at(-1).request.text(), 'text')
    }],
    ['guard: preflights reach the CORS handler and nobody else, and it sees nothing but preflights', async () => {
      const preflight = { user: '', headers: { origin: 'https://a.example', 'access-control-request-method': 'POST' } }
      let asked = 0
      const { ask, calls } = set({ routes: { 'POST /runs': anywhere, 'OPTIONS /runs': anywhere }, cors: () => { asked++; return new Response(null, { status: 204 }) } })
      same([await ask('OPTIONS /runs', preflight), asked, calls.length], [204, 1, 0])
      same([await ask('OPTIONS /runs', { headers: { origin: 'https://a.example' } }), await ask('OPTIONS /runs', { user: '' }), await ask('POST /runs', preflight), asked], [200, '401 no-caller', '401 no-caller', 1])
      same([await set().ask('OPTIONS /runs', preflight), await set().ask('OPTIONS /runs', { ...preflight, user: 'ada' })], ['401 no-caller', '403 not-listed'])
    }],
    ['guard: the access method comes from the operator’s function, and from nothing that a request says', async () => {
      const visit = { 'GET /visit': { permission: 'visit', scope: 'anywhere' } }
      const headers = { 'x-access-method': 'slideIn', 'access-method': 'slideIn', accessmethod: 'slideIn' }
      same(await routes(visit).ask('GET /visit?accessMethod=slideIn', { headers }), '403 access-method')
      const by = (accessMethod) => routes(visit, { accessMethod }).ask('GET /visit')
      same([await by(() => 'slideIn'), await by(() => 'login'), await by(() => undefined), await by(() => 'slidein'), await by(() => { throw new Error() }), await by(async () => 'slideIn'), await by(async () => { throw new Error() })], [200, '403 access-method', '403 invalid-request', '403 invalid-request', '500 failed', '403 invalid-request', '403 invalid-request'])
    }],
    ['guard: groups that the sign-in vouches for', async () => {
      const by = (identityGroups) => set({ caller: () => ({ userId: 'guest', identityGroups }) }).ask('POST /runs')
      same([await by([{ provider: 'okta', group: 'Ops' }]), await by({ okta: ['Ops'] }), await by(undefined), await by({ entra: ['Ops'] })], [200, 200, '403 unknown-user', '403 unknown-user'])
      for (const malformed of [null, 'Ops', [{ provider: 'okta' }], { okta: 'Ops\n' }, { okta: [7] }, ['Ops']]) ok((await by(malformed)).toString() !== '200', JSON.stringify(malformed))
    }],
    ['guard: a caller that is no caller is refused', async () => {
      const by = (caller) => set({ caller }).ask('POST /runs')
      same([await by(() => undefined), await by(async () => null), await by(() => ({})), await by(() => ({ userId: '' })), await by(() => ({ userId: ['ada'] })), await by(() => 'ada'), await by(() => ['ada'])], ['401 no-caller', '401 no-caller', '403 invalid-request', '403 invalid-request', '403 invalid-request', '500 failed', '500 failed'])
      class Session { userId = 'ada'; get organization() { return 'other' } }
      same([await by(() => new Session()), await by(() => Object.create({ userId: 'ada' })), await by(() => Object.assign(Object.create(null), { userId: 'ada' }))], ['500 failed', '500 failed', 200])
      same([await by(() => { throw new Error() }), await by(async () => { throw new Refusal(401, 'bad', 'bad', 'bad') }), await by(() => { throw 'text' }), await by(() => { throw Object.create(null) }), await by(() => { throw undefined })], ['500 failed', '401 bad', '500 failed', '500 failed', '500 failed'])
    }],
    ['guard: what somebody puts on every object grants nothing', async () => {
      const { fetch } = set({ routes: { 'POST /runs': { permission: 'createRun', scope: ({ query }) => (query ? {} : { location: 'A' }) }, 'POST /tax': { permission: 'tax', scope: 'anywhere' }, 'POST /visit': { permission: 'visit', scope: 'anywhere' } } })
      const requests = [['/runs', 'noor'], ['/runs?x', 'ada'], ['/tax', 'ada'], ['/visit', 'ada'], ['/nothing', 'ada'], ['/runs', 'guest'], ['/runs', 'ada'], ['/runs']].map(([path, user]) => new Request(`http://edge${path}`, { method: 'POST', headers: user ? { 'x-user': user } : {} }))
      const polluting = { identityGroups: { okta: ['Ops'] }, userId: 'ada', right: 'list', permission: 'createRun', scope: 'anywhere', mode: 'observe', location: 'A', resource: { location: 'A' }, any: ['createRun'], allowed: true, refusal: undefined, needs: undefined, organization: 'acme', accessMethod: 'slideIn', route: 'public', tellReason: true }
      const answers = async () => {
        const all = []
        for (const request of requests) all.push(await fetch(request))
        return all
      }
      const told = (all) => Promise.all(all.map(async (response) => (response.ok ? response.status : (await response.json()).reason)))
      const before = await told(await answers())
      same(before, ['not-granted', 'no-scope', 'right-required', 'access-method', 'not-listed', 'unknown-user', 200, 'no-caller'])
      for (const [name, value] of Object.entries(polluting)) {
        let polluted
        Object.prototype[name] = value
        try {
          polluted = await answers()
        } finally {
          delete Object.prototype[name]
        }
        same(await told(polluted), before, name)
      }
    }],
  ]
}
