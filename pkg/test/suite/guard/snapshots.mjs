// The snapshot that answers: the newest that may, of the organisation that is asked for.
import { ok, same } from '../check.mjs'
import { organization } from '../organization.mjs'
import { keys } from '../signed.mjs'

export default function ({ full, author: { pack }, edge: { fromBytes } }, { bytes, plain, anywhere, set }) {
  return [
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
      const after = async (options, answer) => {
        let down = false
        const source = { fetch: async () => { if (down) throw new Error('down'); return { bytes } } }
        const { ask } = set({ snapshot: () => source, ...options })
        same(await ask('POST /runs'), 200)
        down = true
        await new Promise((done) => setTimeout(done, 1700))
        same(await ask('POST /runs'), answer)
      }
      const expiring = { fetch: async (known) => (known === undefined ? { bytes: pack(organization, { expires: Date.now() + 1500 }).bytes, tag: 'only' } : undefined) }
      await Promise.all([
        after({ maxStale: 1000, whenStale: 'refuse' }, '503 stale'),
        after({ maxStale: 1000, whenStale: 'carry-on' }, 200),
        after({ snapshot: () => expiring, whenStale: 'carry-on' }, '503 expired'),
      ])
    }],
    ['guard: who waits while the organisation is let go of and fetched again is decided on the newer snapshot', async () => {
      const packed = (id, sequence, change) => pack({ ...organization, ...change, organization: { id } }, { sequence }).bytes
      const served = { a: packed('a', 5), b: packed('b', 5) }
      let found
      const looked = new Promise((done) => (found = done))
      const { ask } = set({ organizations: 1, organization: ({ organization }) => organization, caller: ({ headers }) => ({ userId: 'ada', organization: headers.get('x-org') }), snapshot: (env, id) => fromBytes(served[id]), routes: { 'GET /slow': { permission: 'createRun', scope: () => looked }, 'GET /quick': anywhere } })
      const of = (org, path) => ask(`GET ${path}`, { headers: { 'x-org': org } })
      const slow = of('a', '/slow')
      await new Promise((done) => setTimeout(done, 20))
      same(await of('b', '/quick'), 200)
      served.a = packed('a', 6, { users: [] })
      same(await of('a', '/quick'), '403 unknown-user')
      found({ location: 'A' })
      same(await slow, '403 unknown-user')
    }],
    ['guard: a source that never answers keeps nobody', async () => {
      const { setTimeout } = globalThis
      try {
        globalThis.setTimeout = (run, after, ...rest) => setTimeout(run, after >= 10_000 ? 20 : after, ...rest)
        same(await set({ snapshot: () => ({ fetch: () => new Promise(() => {}) }) }).ask('POST /runs'), '503 no-snapshot')
      } finally {
        globalThis.setTimeout = setTimeout
      }
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
      await new Promise((done) => setTimeout(done, 200))
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
  ]
}
