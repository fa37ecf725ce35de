// The guard, by requests and answers alone: it runs wherever those are.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'
import { keys } from './signed.mjs'

export default function ({ main, full, author, edge }) {
  const { guard, fromBytes, query, params, body, Refusal } = edge
  const { pack } = author
  const { bytes } = pack(organization, { sequence: 7 })
  const plain = pack({ organization: { id: 'plain' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] }).bytes
  const anywhere = { permission: 'createRun', scope: 'anywhere' }
  const quiet = () => {}

  /** A guard, and what it was handed on. The caller is whom the header names. */
  function set(options = {}, handler = () => new Response('done')) {
    const seen = { calls: [], log: [], refused: [], reports: [] }
    const guarded = guard({
      organization: 'acme',
      snapshot: () => fromBytes(bytes),
      caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null),
      routes: { 'POST /runs': anywhere },
      log: (record) => seen.log.push(record),
      refused: (record) => seen.refused.push(record),
      report: (error) => seen.reports.push(error.code),
      tellReason: true,
      ...options,
    }, (request, env, ctx, granted) => {
      seen.calls.push({ request, env, ctx, granted })
      return handler(request, granted)
    })
    seen.fetch = guarded.fetch
    /** The status, and of a refusal the reason. */
    seen.ask = async (line, { user = 'ada', headers = {}, ...init } = {}) => {
      const [method, path] = line.split(' ')
      const response = await guarded.fetch(new Request(`http://edge${path}`, { method, headers: { ...(user && { 'x-user': user }), ...headers }, ...init }), seen.env, seen.ctx)
      const { reason } = response.status < 400 || method === 'HEAD' ? {} : await response.json()
      return reason === undefined ? response.status : `${response.status} ${reason}`
    }
    return seen
  }
  const routes = (routes, options) => set({ routes, ...options })
  /** As a server may find it: `new Request` would resolve dots. */
  const raw = (url, init) => new Proxy(new Request('http://edge/', init), { get: (request, name) => (name === 'url' ? url : typeof request[name] === 'function' ? request[name].bind(request) : request[name]) })

  const post = (text, headers = {}) => ({ headers: { 'content-type': 'application/json', ...headers }, body: text })
  const endless = (first) => new ReadableStream({ start: (controller) => first && controller.enqueue(new TextEncoder().encode(first)) })
  const throws = (options, handler = quiet) => refused(() => guard({ organization: 'acme', snapshot: quiet, caller: quiet, routes: { 'GET /': 'public' }, ...options }, handler), JSON.stringify(options))

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
    ['guard: where the snapshot has scoping, a route that states no scope is refused, and reported once', async () => {
      const { ask, reports, calls } = routes({ 'GET /a': { permission: 'createRun' }, 'GET /b': anywhere })
      for (const line of ['a', 'a']) same(await ask(`GET /${line}`), '403 scope-not-stated')
      same([reports, calls.length, await ask('GET /b')], [['scope-not-stated'], 0, 200])
      const other = routes({ 'GET /a': { permission: 'createRun' } }, { organization: 'plain', snapshot: () => fromBytes(plain) })
      same([await other.ask('GET /a'), other.calls[0].granted.resource], [200, undefined])
    }],
    ['guard: a scope that names nothing is refused, never taken for anywhere', async () => {
      const named = (found) => routes({ 'GET /a': { permission: 'createRun', scope: () => found } }).ask('GET /a')
      class Place { location = 'A' }
      for (const found of [undefined, null, {}, [], ['A'], 'A', 7, new Map([['location', 'A']]), new Place(), Object.create({ location: 'A' }), { location: undefined }, { location: null }, { location: '' }, { location: ['A'] }, { location: 'A', tool: 7 }]) {
        same(await named(found), '403 no-scope')
        same(await named(Promise.resolve(found)), '403 no-scope')
      }
      for (const location of ['*', '$user', 'A\0', 'x'.repeat(513)]) same(await named({ location }), '403 invalid-request')
      same([await named({ place: 'A' }), await named(JSON.parse('{"__proto__":"A"}'))], ['403 unknown-dimension', '403 unknown-dimension'])
      same([await named({ location: 'A' }), await named(Promise.resolve({ location: 'A', tool: 'T', owner: 'ada' })), await named({ location: 'A', owner: 'björn' })], [200, 200, '403 out-of-scope'])
    }],
    ['guard: a scope is told what it is found out from, and may refuse', async () => {
      const told = []
      const { ask, reports, env } = Object.assign(routes({ 'GET /runs/:id': { permission: 'createRun', scope: (context) => {
        told.push([context.params.id, context.caller.userId, context.query, context.request.method])
        if (context.params.id === '404') throw new Refusal(404, 'no-run', 'there is no such run', 'name another')
        if (context.params.id === '500') throw new Error('the database is down')
        return { location: 'A' }
      } } }))
      same([await ask('GET /runs/1?x=1'), await ask('GET /runs/404'), await ask('GET /runs/500')], [200, '404 no-run', '500 failed'])
      same([told[0], reports, env], [['1', 'ada', 'x=1', 'GET'], ['failed'], undefined])
    }],
    ['guard: what the handler is given is what was checked, whoever keeps the object', async () => {
      const place = { location: 'A' }
      const { ask, calls } = routes({ 'GET /a': { permission: 'createRun', scope: () => place } }, { log: () => (place.location = 'Z') })
      same([await ask('GET /a'), calls[0].granted.resource], [200, { location: 'A' }])
    }],
    ['guard: from the query, once and as a string', async () => {
      const { ask } = routes({ 'GET /runs': { permission: 'createRun', scope: query({ location: 'at' }) }, 'GET /two': { permission: 'createRun', scope: query({ location: 'at', tool: 'tool' }) } })
      for (const [search, answer] of [
        ['?at=A', 200], ['?x=1&at=A&y', 200], ['?at=%41', 200], ['?at=Z', '403 out-of-scope'],
        ['', '400 scope-missing'], ['?', '400 scope-missing'], ['?at', '400 scope-missing'], ['?at=', '400 scope-missing'], ['?At=A', '400 scope-missing'], ['?at%00=A', '400 scope-missing'],
        ['?at=A&at=A', '400 scope-repeated'], ['?at=A&at=B', '400 scope-repeated'], ['?at=B&at=A', '400 scope-repeated'], ['?at=A&at[]=B', '400 scope-repeated'], ['?at[]=A', '400 scope-repeated'], ['?at[0]=A&at=A', '400 scope-repeated'], ['?at=A&%61t=B', '400 scope-repeated'], ['?at=A&at%5B%5D=B', '400 scope-repeated'], ['?at=A&at', '400 scope-repeated'],
        ['?at=%ff', '400 scope-malformed'], ['?at=A&x=%', '400 scope-malformed'], ['?at=*', '403 invalid-request'], ['?at=$user', '403 invalid-request'], ['?at=A%00', '403 invalid-request'],
      ]) same(await ask(`GET /runs${search}`), answer, search)
      same([await ask('GET /two?at=A&tool=T+1'), await ask('GET /two?at=A'), await ask('GET /runs?at=A#&at=B')], [200, '400 scope-missing', 200])
    }],
    ['guard: from the body, which the handler reads again', async () => {
      const { ask, calls } = set({ routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'place.location' }) } } }, async (request) => new Response(await request.text()))
      const text = '{ "place": { "location": "A" }, "n": [1, { "a": 1 }, { "a": 2 }] }'
      const { fetch } = { fetch: async (init) => ask('POST /runs', init) }
      same(await fetch(post(text)), 200)
      same([await fetch(post(text, { 'content-type': 'Application/JSON; charset=utf-8' })), calls[0].granted.resource], [200, { location: 'A' }])
      const read = set({ routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'place.location' }) } } }, async (request) => Response.json({ reason: (await request.json()).n.length }, { status: 418 }))
      same(await read.ask('POST /runs', post(text)), '418 3')
      same(await fetch(post('{"place":{"location":"Z"}}')), '403 out-of-scope')
    }],
    ['guard: a body that is not plain JSON is refused', async () => {
      const { ask, calls } = routes({ 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) }, 'POST /deep': { permission: 'createRun', scope: body({ location: '__proto__.at' }) } })
      for (const [text, answer] of [
        ['at=A', '400 malformed-body'], ['', '400 malformed-body'], ['{"at":"A"', '400 malformed-body'], ['{"at":"A"} x', '400 malformed-body'], ["{'at':'A'}", '400 malformed-body'], ['{"at":"A', '400 malformed-body'], ['{"at":"A\\', '400 malformed-body'], ['{"\\x":1,"at":"A"}', '400 malformed-body'], ['}]}', '400 malformed-body'], [']"at"', '400 malformed-body'],
        ['null', '400 scope-missing'], ['[]', '400 scope-missing'], ['"A"', '400 scope-missing'], ['{}', '400 scope-missing'], ['[{"at":"A"}]', '400 scope-missing'], ['{"at":""}', '400 scope-missing'], ['{"x":{"at":"A"}}', '400 scope-missing'], ['{"__proto__":{"at":"A"}}', '400 scope-missing'],
        ['{"at":["A"]}', '400 scope-malformed'], ['{"at":1}', '400 scope-malformed'], ['{"at":null}', '400 scope-malformed'], ['{"at":{"at":"A"}}', '400 scope-malformed'],
        ['{"at":"A","at":"A"}', '400 ambiguous-body'], ['{"at":"B","at":"A"}', '400 ambiguous-body'], ['{"at":"A","\\u0061t":"B"}', '400 ambiguous-body'], ['{"at":"A","x":[{"y":{"k":1,"k":2}}]}', '400 ambiguous-body'], ['{"at":"A","x":{"at":1},"at":2}', '400 ambiguous-body'],
        ['{"at":"A","__proto__":1,"__proto__":2}', '400 ambiguous-body'],
        [`{"at":"A","x":${'['.repeat(64)}${']'.repeat(64)}}`, '400 ambiguous-body'], ['['.repeat(500_000), '400 ambiguous-body'],
        ['{"at":"A","x":{"at":1},"y":{"at":"\\"}},{\\\\"},"z":["at","at","a:b",",\\"at\\":"]}', 200], ['\ufeff{"at":"A"}', 200], ['{"a\\"t":1,"at":"A","a\\\\":2}', 200],
      ]) same(await ask('POST /runs', post(text)), answer, text.slice(0, 80))
      same(await ask('POST /deep', post('{}')), '400 scope-missing')
      same(await ask('POST /runs', post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))), '400 malformed-body')
      same(calls.length, 3)
    }],
    ['guard: a body of another type is refused, and so is a compressed one', async () => {
      const { ask } = routes({ 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } })
      const text = '{"at":"A"}'
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json, text/plain', 'application/jsonx', 'application/json; charset=utf-16', 'application/json;charset=utf-8;charset=utf-7', 'application/ld+json', 'text/json', 'multipart/form-data']) {
        same(await ask('POST /runs', post(text, { 'content-type': type })), '415 unsupported-body', type)
      }
      same([await ask('POST /runs', post(text, { 'content-encoding': 'gzip' })), await ask('POST /runs', { body: new TextEncoder().encode(text) }), await ask('POST /runs')], ['415 unsupported-body', '415 unsupported-body', '415 unsupported-body'])
    }],
    ['guard: a body that is too large, or never ends, is refused while it is read', async () => {
      const options = { bodyTimeout: 60, routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } } }
      const { ask, calls } = set(options)
      const large = `{"at":"A","x":"${'x'.repeat(1 << 20)}"}`
      same(await ask('POST /runs', post(large)), '413 body-too-large')
      same(await ask('POST /runs', post(`{"at":"A","x":"${'x'.repeat((1 << 20) - 17)}"}`)), 200)
      let sent = 0
      const forever = new ReadableStream({ pull: (controller) => { sent++; controller.enqueue(new Uint8Array(1 << 16)) } })
      same(await ask('POST /runs', { ...post(forever), duplex: 'half' }), '413 body-too-large')
      ok(sent < 40, `${sent} parts were taken`)
      same(await ask('POST /runs', { ...post(endless('{"at":')), duplex: 'half' }), '408 body-timeout')
      same(await ask('POST /runs', { ...post(endless()), duplex: 'half' }), '408 body-timeout')
      same([await set({ ...options, maxBody: 9 }).ask('POST /runs', post('{"at":"A"}')), await set({ ...options, maxBody: 10 }).ask('POST /runs', post('{"at":"A"}'))], ['413 body-too-large', 200])
      same(calls.length, 1)
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
    ['guard: a path that can be read in two ways matches no route', async () => {
      const { fetch, calls } = routes({ 'GET /*': 'public', 'GET /:a': 'public', 'GET /admin/runs': anywhere, 'GET /a/:b': 'public' })
      const status = async (path) => (await fetch(raw(`http://edge${path}`))).status
      for (const path of [
        '/admin%2fruns', '/admin%2Fruns', '/admin%5cruns', '/admin\\runs', '/a/%2f', '/a/..%2fadmin', '/a/../admin/runs', '/a/%2e%2e/admin/runs', '/a/.%2E/admin/runs', '/./admin/runs', '/%2e/admin/runs', '/a/..', '/..', '/.', '/a/.', '//admin/runs', '/admin//runs', '///', '//', '/a//',
        '/admin;x/runs', '/admin/runs;jsessionid=1', '/a/b%3b', '/admin/runs%00', '/a/%0a', '/a/%7f', '/a/%c2%85', '/a/%', '/a/%4', '/a/%zz', '/a/%ff', '/a/%c0%af', '/a/%ed%a0%80', '/a/%252fadmin', '/a/%252e%252e', '/a/%2541', '/a/b c', '/a/é', '/a/\t', `/${'a/'.repeat(64)}`, `/${'x'.repeat(8192)}`, `/?${'x'.repeat(8193)}`, 'x', '@x/admin/runs',
      ].filter((path) => path.startsWith('/'))) same([path, await status(path)], [path, 400])
      same(calls, [])
      for (const path of ['/a/b', '/a/%40', '/a/b%20c', '/a/%C3%A9', '/a/...', '/a/%25', '/a/b?x=/../%2f;', '/a/b#/../x', '/x/y/z', '/']) same([path, await status(path)], [path, 200])
      same(await status('/x/'), 401)
      same([await status('/a/b'), (await fetch(raw('/a/b'))).status, (await fetch(raw('/admin/runs'))).status, (await fetch(raw('//edge/a/b'))).status], [200, 200, 401, 400])
      same(await (await fetch(raw('http://edge\\admin\\runs'))).json(), { type: 'about:blank', title: 'Bad Request', status: 400, reason: 'malformed-path' })
    }],
    ['guard: no spelling of a literal makes a weaker route of it', async () => {
      const { fetch } = routes({ 'GET /*': 'public', 'GET /:page': 'public', 'GET /admin': { permission: 'visit', scope: 'anywhere' }, 'GET /admin/:id': { permission: 'visit', scope: 'anywhere' }, 'GET /users/me': anywhere, 'GET /users/:id': 'public', 'GET /größe': anywhere })
      const status = async (path) => (await fetch(raw(`http://edge${path}`, { headers: { 'x-user': 'ada' } }))).status
      for (const path of ['/admin', '/ADMIN', '/Admin', '/%61dmin', '/admi%6E', '/admin/', '/admin/1', '/admin/1/', '/Admin/1', '/%61dmin/1', '/%EF%BD%81dmin', '/users/ME', '/users/m%65', '/USERS/me', '/users/7/', '/users/', '/gr%C3%96%C3%9fe', '/gr%C3%B6%c3%9fe']) same([path, await status(path)], [path, 403])
      for (const path of ['/users/me', '/users/7', '/gr%C3%B6%C3%9Fe', '/page', '/admins', '/users/mee', '/Users']) same([path, await status(path)], [path, 200])
    }],
    ['guard: of several routes the one with the most literal beginning counts', async () => {
      const { ask, calls } = routes(Object.fromEntries(['GET /*', 'GET /', 'GET /a/*', 'GET /a/:b', 'GET /a/b', 'GET /a/b/', 'GET /a/:b/c', 'GET /a/b/:c/d', 'GET /:a/b', 'POST /a/b'].map((pattern) => [pattern, 'public'])))
      for (const [path, pattern, found] of [['/', '/', {}], ['/a', '/*', { '*': 'a' }], ['/a/', '/a/*', { '*': '' }], ['/a/b', '/a/b', {}], ['/a/b/', '/a/b/', {}], ['/a/x', '/a/:b', { b: 'x' }], ['/a/b/c', '/a/:b/c', { b: 'b' }], ['/a/b/c/d', '/a/b/:c/d', { c: 'c' }], ['/a/b/c/e', '/a/*', { '*': 'b/c/e' }], ['/x/b', '/:a/b', { a: 'x' }], ['/x/y%20z', '/*', { '*': 'x/y z' }]]) {
        same(await ask(`GET ${path}`), 200)
        same([calls.at(-1).granted.route, { ...calls.at(-1).granted.params }], [`GET ${pattern}`, found], path)
      }
    }],
    ['guard: the access method comes from the operator’s function, and from nothing that a request says', async () => {
      const visit = { 'GET /visit': { permission: 'visit', scope: 'anywhere' } }
      const headers = { 'x-access-method': 'slideIn', 'access-method': 'slideIn', accessmethod: 'slideIn' }
      same(await routes(visit).ask('GET /visit?accessMethod=slideIn', { headers }), '403 access-method')
      const by = (accessMethod) => routes(visit, { accessMethod }).ask('GET /visit')
      same([await by(() => 'slideIn'), await by(() => 'login'), await by(() => undefined), await by(() => 'slidein'), await by(() => { throw new Error() })], [200, '403 access-method', '403 invalid-request', '403 invalid-request', '500 failed'])
    }],
    ['guard: groups that the sign-in vouches for', async () => {
      const by = (identityGroups) => set({ caller: () => ({ userId: 'guest', identityGroups }) }).ask('POST /runs')
      same([await by([{ provider: 'okta', group: 'Ops' }]), await by({ okta: ['Ops'] }), await by(undefined), await by({ entra: ['Ops'] })], [200, 200, '403 unknown-user', '403 unknown-user'])
      for (const malformed of [null, 'Ops', [{ provider: 'okta' }], { okta: 'Ops\n' }, { okta: [7] }, ['Ops']]) ok((await by(malformed)).toString() !== '200', JSON.stringify(malformed))
    }],
    ['guard: a caller that is no caller is refused', async () => {
      const by = (caller) => set({ caller }).ask('POST /runs')
      same([await by(() => undefined), await by(async () => null), await by(() => ({})), await by(() => ({ userId: '' })), await by(() => ({ userId: ['ada'] })), await by(() => 'ada')], ['401 no-caller', '401 no-caller', '403 invalid-request', '403 invalid-request', '403 invalid-request', '403 invalid-request'])
      same([await by(() => { throw new Error() }), await by(async () => { throw new Refusal(401, 'bad', 'bad', 'bad') }), await by(() => { throw 'text' }), await by(() => { throw Object.create(null) }), await by(() => { throw undefined })], ['500 failed', '401 bad', '500 failed', '500 failed', '500 failed'])
    }],
    ['guard: without a snapshot 503, and when to come again', async () => {
      let source = () => { throw new Error('down') }
      const { ask, fetch, reports } = set({ snapshot: () => ({ fetch: async () => source() }) })
      const response = await fetch(new Request('http://edge/runs', { method: 'POST', headers: { 'x-user': 'ada' } }))
      same([response.status, reports], [503, ['unreachable']])
      ok(/^[1-9]\d?$/.test(response.headers.get('retry-after')), response.headers.get('retry-after'))
      same([await ask('POST /runs'), await ask('POST /runs', { user: '' })], ['503 no-snapshot', '401 no-caller'])
      for (const given of [new TextEncoder().encode('<!doctype html>'), bytes.subarray(0, 100), bytes.slice(0, -1)]) same(await set({ snapshot: () => fromBytes(given) }).ask('POST /runs'), '503 no-snapshot')
      for (const snapshot of [() => undefined, () => 'acme.rolepack', () => { throw new Error() }, async () => ({})]) same(await set({ snapshot }).ask('POST /runs'), '503 no-snapshot')
    }],
    ['guard: a snapshot that is too stale answers no more, unless that is configured', async () => {
      for (const [whenStale, answer] of [['refuse', '503 stale'], ['carry-on', 200]]) {
        let down = false
        const source = { fetch: async () => { if (down) throw new Error('down'); return { bytes } } }
        const { ask } = set({ snapshot: () => source, maxStale: 20, whenStale })
        same(await ask('POST /runs'), 200)
        down = true
        await new Promise((done) => setTimeout(done, 60))
        same(await ask('POST /runs'), answer)
      }
      const expired = pack(organization, { expires: Date.now() + 150 }).bytes
      const { ask } = set({ snapshot: () => fromBytes(expired), whenStale: 'carry-on' })
      same(await ask('POST /runs'), 200)
      await new Promise((done) => setTimeout(done, 200))
      same(await ask('POST /runs'), '503 expired')
    }],
    ['guard: with keys nothing unsigned answers', async () => {
      const { ask, reports } = set({ publicKeys: ['11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'] })
      same([await ask('POST /runs'), reports], ['503 no-snapshot', ['unsigned']])
    }],
    ['guard: with keys only what they signed for the organisation, and never what is older', async () => {
      const [ours, theirs] = [await keys(), await keys()]
      const expires = Date.now() + 3_600_000
      const packed = (sequence, id = 'acme') => pack({ ...organization, organization: { id } }, { sequence, expires }).bytes
      const by = async (signed, options) => set({ publicKeys: [ours.publicKey], snapshot: () => fromBytes(signed), ...options }).ask('POST /runs')
      const good = await ours.sign(packed(5))
      same([await by(good), await by(await theirs.sign(packed(5))), await by(await ours.sign(packed(5, 'other'))), await by(packed(5))], [200, '503 no-snapshot', '503 no-snapshot', '503 no-snapshot'])
      same([await by(good, { publicKeys: [theirs.publicKey, ours.publicKey] }), await by(good, { minSequence: 5 }), await by(good, { minSequence: 6 })], [200, 200, '503 no-snapshot'])
      for (const at of [30, 100, good.length - 1]) same(await by(good.map((byte, place) => (place === at ? byte ^ 1 : byte))), '503 no-snapshot')
      // What was seen is remembered by the operator, for each organisation, when a guard has let go of it.
      const floors = new Map()
      const floor = (env, id) => ({ read: async () => floors.get(id), raise: async (sequence) => void floors.set(id, sequence) })
      const signed = { acme: await ours.sign(packed(5)), other: await ours.sign(packed(2, 'other')) }
      const made = set({ publicKeys: [ours.publicKey], organization: ({ organization }) => organization, caller: ({ headers }) => ({ userId: 'ada', organization: headers.get('x-org') }), snapshot: (env, id) => fromBytes(signed[id]), organizations: 1, floor, routes: { 'POST /runs': anywhere } })
      const of = (org) => made.ask('POST /runs', { headers: { 'x-org': org } })
      same([await of('acme'), await of('other'), [...floors]], [200, 200, [['acme', 5], ['other', 2]]])
      signed.acme = await ours.sign(packed(4))
      same([await of('acme'), made.reports], ['503 no-snapshot', ['lower-sequence']])
    }],
    ['guard: a request is decided wholly on the snapshot of the moment, however long its place is looked for', async () => {
      let [packed, found] = [bytes]
      const looked = new Promise((done) => (found = done))
      const { ask, calls } = set({ snapshot: () => ({ fetch: async () => ({ bytes: packed }) }), refreshEvery: 1000, routes: { 'GET /slow': { permission: 'createRun', scope: () => looked }, 'GET /quick': anywhere } })
      const slow = ask('GET /slow')
      same(await ask('GET /quick'), 200)
      packed = pack(organization, { sequence: 8 }).bytes
      await new Promise((done) => setTimeout(done, 1400))
      await ask('GET /quick')
      await new Promise((done) => setTimeout(done, 50))
      found({ location: 'A' })
      same([await slow, calls.at(-1).granted.decision.sequence, calls.at(-1).granted.access.sequence, calls[0].granted.access.can('ada', 'createRun')], [200, 8, 8, true])
    }],
    ['guard: a slice answers for nobody here, a shard for its range', async () => {
      const whole = full.Access.load(bytes)
      const { ask, reports } = set({ snapshot: () => fromBytes(whole.slice('ada')) })
      same([await ask('POST /runs'), reports], ['503 no-snapshot', ['slice']])
      const shard = set({ snapshot: () => fromBytes(whole.shard('a', 'b')) })
      same([await shard.ask('POST /runs'), await shard.ask('POST /runs', { user: 'noor' })], [200, '403 not-in-snapshot'])
    }],
    ['guard: fetched by requests alone, once for many of them, and again behind an answer', async () => {
      let fetched = 0
      const source = () => ({ fetch: async () => { fetched++; await new Promise((done) => setTimeout(done, 20)); return { bytes } } })
      const made = set({ snapshot: source, refreshEvery: 1000 })
      same(fetched, 0)
      const works = []
      made.ctx = { waitUntil: (work) => works.push(work) }
      same(await Promise.all(Array.from({ length: 50 }, () => made.ask('POST /runs'))), Array(50).fill(200))
      same([fetched, works.length], [1, 0])
      await new Promise((done) => setTimeout(done, 1400))
      same([await made.ask('POST /runs'), works.length, made.calls.at(-1).ctx === made.ctx], [200, 1, true])
      await works[0]
      same(fetched, 2)
    }],
    ['guard: each organisation by its own snapshot, and a bounded number of them', async () => {
      const fetched = []
      const snapshot = (env, id) => {
        fetched.push(`${env} ${id}`)
        return id === 'acme' ? fromBytes(bytes) : id === 'plain' ? fromBytes(plain) : { fetch: async () => { throw new Error('none') } }
      }
      const made = set({ organization: ({ claims }) => claims.org, caller: ({ headers }) => ({ userId: 'ada', claims: { org: headers.get('x-org') ?? undefined } }), snapshot, organizations: 2, routes: { 'POST /runs': anywhere } })
      made.env = 'env'
      const by = (org) => made.ask('POST /runs', { headers: org === undefined ? {} : { 'x-org': org } })
      same([await by('acme'), await by('plain'), await by('acme')], [200, 200, 200])
      same(made.calls.map(({ granted }) => granted.decision.organization), ['acme', 'plain', 'acme'])
      same(fetched, ['env acme', 'env plain'])
      for (const org of ['x', 'y', 'z']) same(await by(org), '503 no-snapshot')
      same([await by('acme'), fetched.filter((line) => line === 'env acme').length], [200, 1])
      same([await by('plain'), fetched.filter((line) => line === 'env plain').length], [200, 2])
      same([await by(undefined), await by('')], ['403 no-organization', '403 no-organization'])
    }],
    ['guard: a token of one organisation never meets the snapshot of another', async () => {
      same(await set({ snapshot: () => fromBytes(plain) }).ask('POST /runs'), '503 no-snapshot')
      const of = (organization) => set({ caller: () => ({ userId: 'ada', organization }) }).ask('POST /runs')
      same([await of('plain'), await of('acme'), await of(undefined), await of(null)], ['403 wrong-organization', 200, 200, '403 wrong-organization'])
    }],
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
      for (const fail of [() => { throw new Error('full') }, async () => { throw new Error('full') }]) {
        const works = []
        const made = set({ log: fail, refused: fail, report: quiet })
        made.ctx = { waitUntil: (work) => works.push(work) }
        same([await made.ask('POST /runs'), await made.ask('POST /runs', { user: 'noor' }), await made.ask('GET /x')], [200, '403 not-granted', '403 not-listed'])
        await Promise.all(works)
      }
      same(await set({ report: () => { throw new Error() }, caller: () => { throw new Error() } }).ask('POST /runs'), '500 failed')
    }],
    ['guard: observing lets everything through, tells what it would have answered, and leaves nobody to believe that it was allowed', async () => {
      const { ask, calls, refused: told, log } = set({ mode: 'observe', bodyTimeout: 40, routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } } })
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
            await new Promise((done) => setTimeout(done, 30))
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
        { routes: { 'GET /:a': 'public', 'GET /:b': 'public' } }, { routes: { 'GET /a/*': 'public', 'GET /a/:x': 'public', 'GET /a/:y': 'public' } },
        ...[undefined, null, 'private', [], {}, { scope: 'anywhere' }, { permission: '' }, { permission: 7 }, { permission: 'p', scop: 'anywhere' }, { permission: 'p', scope: 'everywhere' }, { permission: 'p', scope: {} }, { permission: 'p', scope: null }, { permission: 'p', right: '' }, { permission: 'p', any: ['q'] }, { any: [] }, { all: [] }, { any: 'p' }, { any: ['p'], all: ['q'] }, { any: [7] }, { any: ['p'], right: 'r' }, { all: [{ permission: 'p', scope: 'anywhere' }] }].map((rule) => route('GET /a', rule)),
        route('GET /a/:b', { permission: 'p', scope: params({ location: 'c' }) }), route('GET /a', { permission: 'p', scope: body({ location: 'c' }) }),
      ]) ok(throws(wrong) instanceof TypeError, JSON.stringify(wrong))
      ok(throws({}, 'handler') instanceof TypeError && refused(() => guard(undefined, quiet)) instanceof TypeError)
      same(throws({ publicKeys: ['x'] }).code, 'malformed-key')
      for (const make of [query, params, body]) for (const named of [undefined, null, {}, [], 'at', { location: 7 }, { location: '' }]) ok(refused(() => make(named)) instanceof TypeError)
      ok(refused(() => new Refusal(200, 'x', 'x', 'x')) instanceof TypeError)
    }],
  ]
}
