// The handler of `rolepack/slices`: each caller is given their own slice, and nothing of anybody else.
import { ok, refused, same } from './check.mjs'

const office = {
  organization: { id: 'office' },
  dimensions: ['owner'],
  permissions: [{ key: 'permission-held' }, { key: 'permission-of-the-group' }, { key: 'permission-of-others' }, { key: 'permission-by-slide-in' }],
  roles: [
    { id: 'role-held', permissions: ['permission-held'] },
    { id: 'role-of-the-team', permissions: ['permission-held'] },
    { id: 'role-of-the-group', permissions: ['permission-of-the-group'] },
    { id: 'role-of-others', permissions: ['permission-of-others', 'permission-held'] },
    { id: 'role-by-slide-in', applyTo: 'slideIn', permissions: ['permission-by-slide-in'] },
  ],
  teams: [{ id: 'team-joined', roles: ['role-of-the-team'] }, { id: 'team-of-others', roles: ['role-of-others'] }],
  users: [
    { id: 'user-asking', name: 'name-of-the-user', email: 'asking@mail.example', roles: ['role-held', 'role-by-slide-in'], teams: ['team-joined'], accessLevels: ['level-held'] },
    { id: 'user-listed', name: 'name-of-another', email: 'listed@mail.example', roles: ['role-of-others'], teams: ['team-of-others'], accessLevels: ['level-of-others'] },
    { id: 'user-unlisted', email: 'unlisted@mail.example', roles: ['role-of-others'], accessLevels: ['level-of-others'] },
    { id: 'user-gone', active: false, roles: ['role-held'] },
  ],
  groupMappings: [
    { provider: 'okta', group: 'group-presented', roles: ['role-of-the-group'] },
    { provider: 'okta', group: 'group-of-others', roles: ['role-of-others'] },
  ],
  accessLevels: [
    { key: 'level-held', company: 'ACME', description: 'text-of-the-level', locations: ['value-held'], covers: { owner: ['user-listed'] } },
    { key: 'level-of-others', company: 'ACME', description: 'text-of-others', locations: ['value-of-others'], covers: { owner: ['user-unlisted'] } },
  ],
}

export default function ({ main, full, author, live, edge, slices: { slices } }) {
  const packed = (source = office, sequence = 7) => full.Access.load(author.pack(source, { sequence }).bytes)
  const access = packed()
  const groups = [{ provider: 'okta', group: 'group-presented' }]
  const asking = { userId: 'user-asking', identityGroups: groups }
  const serving = (options) => {
    const handler = slices({ access: () => access, caller: () => asking, tellReason: true, ...options })
    return (init) => handler(new Request('https://acme.example/access/me', init))
  }
  const bySlideIn = { accessMethod: () => 'slideIn' }
  const tagFor = async (caller, options) => (await serving({ caller: () => caller, ...options })()).headers.get('etag')
  const bytesOf = async (response) => new Uint8Array(await response.arrayBuffer())
  const load = (bytes) => full.Access.load(bytes, { slice: true, organization: 'office' })
  const problem = async (response, status, reason) => {
    same([response.status, response.headers.get('content-type'), response.headers.get('cache-control')], [status, 'application/problem+json', 'no-store'])
    const { title, ...rest } = await response.json()
    same(rest, { type: 'about:blank', status, reason })
    ok(typeof title === 'string')
  }
  return [
    ['slices: the caller is given their own', async () => {
      const response = await serving()()
      const headers = ['content-type', 'cache-control', 'vary', 'x-content-type-options'].map((name) => response.headers.get(name))
      same([response.status, ...headers], [200, 'application/vnd.rolepack', 'private, no-cache', 'Authorization, Cookie', 'nosniff'])
      ok(/^"[\w-]{43}"$/.test(response.headers.get('etag')))
      const slice = load(await bytesOf(response))
      same([slice.kind, slice.sequence, slice.user().id], ['slice', 7, 'user-asking'])
      same(slice.user().permissions(), ['permission-held', 'permission-of-the-group'])
      same(slice.check('user-listed', 'permission-held').reason, 'not-in-snapshot')
    }],
    ['slices: nothing in the bytes is about anybody else', async () => {
      const text = async (options) => new TextDecoder('latin1').decode(await bytesOf(await serving(options)()))
      const bytes = await text()
      const held = ['user-asking', 'asking@mail.example', 'role-held', 'role-of-the-team', 'role-of-the-group', 'team-joined', 'group-presented', 'level-held', 'value-held', 'permission-held', 'permission-of-the-group']
      // As a value in a level of the user's own, somebody else is named.
      for (const name of [...held, 'user-listed']) ok(bytes.includes(name), `${name} is missing`)
      const others = ['listed@mail', 'user-unlisted', 'user-gone', 'role-of-others', 'role-by-slide-in', 'team-of-others', 'group-of-others', 'level-of-others', 'value-of-others', 'permission-of-others', 'permission-by-slide-in', 'name-of', 'text-of']
      for (const name of others) ok(!bytes.includes(name), `${name} is told`)
      const explaining = await text({ explain: true })
      for (const name of ['role-of-others', 'permission-of-others']) ok(explaining.includes(name), `${name} is missing`)
      for (const name of ['listed@mail', 'user-unlisted', 'user-gone', 'group-of-others', 'level-of-others', 'value-of-others', 'name-of', 'text-of']) ok(!explaining.includes(name), `${name} is told`)
    }],
    ['slices: by slide-in, and by groups of either form', async () => {
      const response = await serving({ ...bySlideIn, caller: async () => ({ userId: 'user-asking', identityGroups: { okta: ['group-presented'] } }) })()
      ok(load(await bytesOf(response)).user().can('permission-by-slide-in'))
      same(await tagFor({ ...asking, identityGroups: { okta: ['group-presented'] } }), await tagFor(asking))
    }],
    ['slices: whoever is signed in is given what their page may show', async () => {
      for (const userId of ['user-nobody', 'user-gone']) {
        const slice = load(await bytesOf(await serving({ caller: () => ({ userId }) })()))
        same([slice.user().id, slice.user().permissions()], [userId, []])
      }
      const slice = load(await bytesOf(await serving({ caller: () => ({ ...asking, userId: 'user-nobody' }) })()))
      same(slice.user().permissions(), ['permission-of-the-group'])
    }],
    ['slices: a tag is of one user, their groups, one access method and one snapshot', async () => {
      const tag = await tagFor(asking)
      same(await tagFor({ ...asking, identityGroups: [...groups, ...groups] }), tag)
      same(await tagFor(asking, { access: async () => main.Access.load(author.pack(office, { sequence: 7 }).bytes) }), tag)
      const others = [
        [{ ...asking, userId: 'user-listed' }], [{ ...asking, identityGroups: [] }], [{ ...asking, identityGroups: [{ provider: 'entra', group: 'group-presented' }] }], [asking, bySlideIn],
        [asking, { explain: true }], [asking, { access: () => packed(office, 8) }], [asking, { access: () => packed({ ...office, organization: { id: 'other' } }) }],
      ]
      const tags = [tag, ...(await Promise.all(others.map(([caller, options]) => tagFor(caller, options))))]
      same(new Set(tags).size, others.length + 1)
    }],
    ['slices: without a sequence the tag is of the bytes', async () => {
      const changed = JSON.parse(JSON.stringify(office))
      changed.users[0].roles.pop()
      changed.users[0].teams.pop()
      const tag = (source) => tagFor(asking, { access: () => packed(source, 0) })
      same(await tag(office), await tag({ ...office }))
      ok((await tag(office)) !== (await tag(changed)))
    }],
    ['slices: what the caller has is not sent again', async () => {
      let cuts = 0
      const counting = new Proxy(access, { get: (target, name) => (name === 'slice' ? (...given) => (cuts++, target.slice(...given)) : Reflect.get(target, name, target)) })
      const ask = serving({ access: () => counting, vary: ['Authorization'] })
      const tag = (await ask()).headers.get('etag')
      same(cuts, 1)
      for (const [held, status, after] of [[tag, 304, 1], [`W/${tag}`, 304, 1], [`"other", W/${tag} ,"more"`, 304, 1], ['*', 304, 2], ['"other"', 200, 3], ['', 200, 4], [tag.slice(1, -1), 200, 5], [`"other", *`, 200, 6]]) {
        const response = await ask({ headers: { 'if-none-match': held } })
        same([held, response.status, cuts], [held, status, after])
        same(['etag', 'cache-control', 'vary'].map((name) => response.headers.get(name)), [tag, 'private, no-cache', 'Authorization'])
        if (status === 304) same([await response.text(), response.headers.get('content-type')], ['', null])
      }
    }],
    ['slices: GET and HEAD alone', async () => {
      const [get, head] = [await serving()(), await serving()({ method: 'HEAD' })]
      for (const name of ['content-type', 'etag', 'vary', 'cache-control']) same(head.headers.get(name), get.headers.get(name))
      same([head.status, (await bytesOf(head)).length], [200, 0])
      same(head.headers.get('content-length'), String((await bytesOf(get)).length))
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
        const response = await serving({ caller: () => { throw new Error('nobody is asked who it is') } })({ method })
        same(response.headers.get('allow'), 'GET, HEAD')
        await problem(response, 405, 'method-not-allowed')
      }
    }],
    ['slices: nobody, and those who can be nobody', async () => {
      for (const nobody of [null, undefined]) {
        const response = await serving({ caller: async () => nobody, challenge: 'Bearer realm="acme"' })({ headers: { 'if-none-match': '*' } })
        same(response.headers.get('www-authenticate'), 'Bearer realm="acme"')
        await problem(response, 401, 'no-caller')
      }
      const malformed = [{}, { userId: '' }, { userId: 5 }, { userId: 'a\0' }, { userId: 'x'.repeat(600) }, { ...asking, identityGroups: 'all' }, { ...asking, identityGroups: [5] }, { ...asking, identityGroups: { okta: 'x' } }]
      for (const caller of malformed) await problem(await serving({ caller: () => caller })({ headers: { 'if-none-match': '*' } }), 403, 'invalid-request')
      for (const method of ['sideways', null, undefined]) await problem(await serving({ accessMethod: () => method })(), 403, 'invalid-request')
      await problem(await serving({ caller: () => ({ ...asking, organization: 'other' }) })(), 403, 'wrong-organization')
      same((await serving({ caller: () => ({ ...asking, organization: 'office', claims: {} }) })()).status, 200)
    }],
    ['slices: of a shard, those whom it answers for', async () => {
      const shard = full.Access.load(access.shard('user-a', 'user-b'))
      same((await serving({ access: () => shard })()).status, 200)
      for (const headers of [{}, { 'if-none-match': '*' }]) await problem(await serving({ access: () => shard, caller: () => ({ userId: 'user-listed' }) })({ headers }), 404, 'not-in-snapshot')
    }],
    ['slices: from a snapshot that is kept fresh, and while there is none', async () => {
      const kept = await main.Access.open(live.fromBytes(author.pack(office, { sequence: 7 }).bytes))
      const ask = serving({ access: () => kept })
      const tag = (await ask()).headers.get('etag')
      same(tag, await tagFor(asking))
      kept.close()
      const response = await ask({ headers: { 'if-none-match': tag } })
      ok(Number(response.headers.get('retry-after')) >= 1)
      await problem(response, 503, 'closed')
    }],
    ['slices: what goes wrong stays here', async () => {
      const reported = []
      const fail = () => { throw new Error('secret') }
      const slice = load(access.slice('user-asking'))
      for (const options of [{ access: fail }, { caller: fail }, { access: () => slice }, { access: () => undefined }]) {
        await problem(await serving({ ...options, report: (error) => reported.push(error.message) })(), 500, 'failed')
      }
      same(reported.length, 4)
      ok(reported[0].includes('secret') && reported[2].includes('slices are cut from a whole snapshot'))
    }],
    ['slices: why is told where it is wanted, and what a sign-in refuses is refused', async () => {
      const silent = await serving({ tellReason: false, caller: () => null })()
      same(await silent.json(), { type: 'about:blank', title: 'Unauthorized', status: 401 })
      const refuse = () => { throw new edge.Refusal(401, 'invalid-token', 'the token has expired', 'sign in again', { badToken: true }) }
      const response = await serving({ caller: refuse })()
      same(response.headers.get('www-authenticate'), 'Bearer error="invalid_token"')
      await problem(response, 401, 'invalid-token')
      const down = () => { throw new edge.Refusal(503, 'no-keys', 'the keys cannot be fetched', 'see whether they can be reached', { retryAfter: 2500 }) }
      same((await serving({ caller: down, report: () => {} })()).headers.get('retry-after'), '3')
    }],
    ['slices: what the platform gives is handed on', async () => {
      const given = []
      const handler = slices({ access: (_, env, context) => (given.push(env, context), access), caller: (_, env, context) => (given.push(env, context), asking), accessMethod: (_, env, caller) => (given.push(env, caller.userId), 'login') })
      same((await handler(new Request('https://acme.example/'), 'env', 'context')).status, 200)
      same(given, ['env', 'context', 'env', 'user-asking', 'env', 'context'])
    }],
    ['slices: a wrong option is a TypeError', () => {
      const right = { access: () => access, caller: () => asking }
      for (const options of [undefined, {}, { ...right, other: 1 }, { ...right, access }, { ...right, caller: asking }, { ...right, vary: [] }, { ...right, vary: 'Cookie' }, { ...right, vary: ['*'] }, { ...right, vary: ['a b'] }, { ...right, explain: 1 }, { ...right, challenge: '' }, { ...right, challenge: 'a\nb' }, { ...right, report: true }, { ...right, accessMethod: 'login' }, { ...right, tellReason: 1 }]) {
        ok(refused(() => slices(options)) instanceof TypeError, JSON.stringify(options))
      }
    }],
  ]
}
