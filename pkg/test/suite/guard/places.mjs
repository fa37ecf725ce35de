// Where a request takes place: stated, looked up, or read from the request; never taken for anywhere.
import { same } from '../check.mjs'

export default function ({ edge: { fromBytes, query, Refusal } }, { plain, anywhere, routes }) {
  return [
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
        ['?at=A&at=A', '400 scope-repeated'], ['?at=A&at=B', '400 scope-repeated'], ['?at=B&at=A', '400 scope-repeated'], ['?at=A&at[]=B', '400 scope-repeated'], ['?at[]=A', '400 scope-missing'], ['?at.x=A', '400 scope-missing'], ['?at=A&AT=B', '400 scope-repeated'], ['?At=A&at.0=B', '400 scope-repeated'], ['?at=A;x=1', '400 scope-malformed'], ['?x=1;at=B&at=A', '400 scope-malformed'], ['?at=A%3Bx', '403 out-of-scope'], ['?at[0]=A&at=A', '400 scope-repeated'], ['?at=A&%61t=B', '400 scope-repeated'], ['?at=A&at%5B%5D=B', '400 scope-repeated'], ['?at=A&at', '400 scope-repeated'], ['?at=A&[at]=B', '400 scope-repeated'], ['?[at]=A', '400 scope-missing'], ['?at=A&%5Bat][]=B', '400 scope-repeated'], ['??at=B&at=A', '400 scope-repeated'], ['?at=A&%20at=B', '400 scope-repeated'], ['?at=A&at+=B', '400 scope-repeated'], ['?at=A&at%00x=B', '400 scope-repeated'], [`?${'x&'.repeat(999)}at=A`, 200], [`?${'x&'.repeat(1000)}at=A`, '400 scope-malformed'], ['?at=A&late=B&at1=B', 200], ['?at=A[x]=B', '400 scope-malformed'], ['?at=A%5D=B', '400 scope-malformed'], ['?at=A=B', '403 out-of-scope'],
        ['?at=%ff', '400 scope-malformed'], ['?at=A&x=%', '400 scope-malformed'], ['?at=*', '403 invalid-request'], ['?at=$user', '403 invalid-request'], ['?at=A%00', '403 invalid-request'],
      ]) same(await ask(`GET /runs${search}`), answer, search)
      same([await ask('GET /two?at=A&tool=T+1'), await ask('GET /two?at=A'), await ask('GET /runs?at=A#&at=B')], [200, '400 scope-missing', '400 malformed-path'])
    }],
  ]
}
