// Explanations, lists and slices: at once from the full build, with promises from the main entry, and the same.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, full, author }) {
  const { bytes } = author.pack(organization)
  const now = full.Access.load(bytes)
  const later = main.Access.load(bytes)
  const both = (name, ask, expected) => [`rich: ${name}`, async () => {
    const answer = ask(now)
    same(answer, expected)
    const promise = ask(later)
    ok(promise instanceof Promise)
    same(await promise, expected)
  }]
  const denied = { allowed: false, scoped: false, organization: 'acme', sequence: 0, paths: [], held: [] }
  return [
    ['rich: asked while it answers, it denies, and answers right afterwards', () => {
      const access = full.Access.load(bytes)
      const inside = []
      Object.defineProperty(Object.prototype, 'allowed', {
        configurable: true,
        set(value) {
          inside.push(access.check('ada', 'createRun').reason, access.can('ada', 'createRun', {}))
          Object.defineProperty(this, 'allowed', { value, writable: true, enumerable: true, configurable: true })
        },
      })
      try {
        access.explain('ada', 'createRun')
      } finally {
        delete Object.prototype.allowed
      }
      same([access.can('noor', 'createRun'), access.can('ada', 'createRun'), access.can('nobody', 'createRun')], [false, true, false])
      ok(inside.length > 0)
      for (const answer of inside) ok(answer === 'invalid-request' || answer === false, `${answer}`)
    }],
    both('explain, granted by two paths', (access) => access.explain('ada', 'createRun'), {
      ...denied, allowed: true, reason: 'granted', role: 'operator', via: {},
      paths: [{ role: 'operator', via: {} }, { role: 'lead', via: { team: 'line-1' }, level: { company: 'ACME', key: 'plant-b' } }], wouldGrant: [],
    }),
    both('explain, denied', (access) => access.explain({ user: 'noor', permission: 'closeRun' }), { ...denied, reason: 'not-granted', wouldGrant: ['lead', 'admin'] }),
    both('explain, malformed', (access) => access.explain({ user: 'noor', permission: 'closeRun', resource: { location: 5 } }), { ...denied, reason: 'invalid-request', scoped: true, wouldGrant: [] }),
    both('explain by a user', (access) => access.user('noor', { identityGroups: { okta: ['None'] } }).explain('closeRun'), { ...denied, reason: 'not-granted', wouldGrant: ['lead', 'admin'] }),
    both('effective', (access) => access.effective('björn'), {
      reason: 'granted',
      groups: [
        { permissionGroup: 'runs', grants: [{ permission: 'createRun', paths: [{ role: 'operator', via: {} }] }] },
        { permissionGroup: null, grants: [
          { permission: 'größe', paths: [{ role: 'operator', via: {} }] },
          { permission: 'tax', right: 'list', paths: [{ role: 'operator', via: {} }] },
          { permission: 'tax', right: 'add', paths: [{ role: 'operator', via: {} }] },
        ] },
      ],
    }),
    both('effective, of nobody', (access) => access.effective('nobody'), { reason: 'unknown-user', groups: [] }),
    both('effective, malformed', (access) => access.effective(5), { reason: 'invalid-request', groups: [] }),
    both('reach in a dimension', (access) => access.reach('ada', 'createRun', 'location'), { reason: 'granted', values: ['A', 'B', 'B2'] }),
    both('reach, every value', (access) => access.reach('ada', 'größe', 'tool'), { reason: 'granted', all: true }),
    both('reach, the user', (access) => access.reach('ada', 'größe', 'owner', { resource: { location: 'A' } }), { reason: 'granted', values: ['ada', 'ada@acme.example'] }),
    both('reach in boxes', (access) => access.reach('ada', 'closeRun'), { reason: 'granted', boxes: [{ level: { company: 'ACME', key: 'plant-b' }, covers: { company: ['ACME'], location: ['B', 'B2'] } }] }),
    both('reach, denied', (access) => access.reach('ada', 'tax', 'location', { right: 'delete' }), { reason: 'not-granted', values: [] }),
    both('reach, of no such dimension', (access) => access.reach('ada', 'createRun', 'colour'), { reason: 'unknown-dimension', values: [] }),
    both('reach, malformed', (access) => access.reach('ada', 'createRun', 5), { reason: 'invalid-request', values: [] }),
    both('who can', (access) => access.whoCan('createRun'), ['ada', 'björn']),
    both('who can, with a right, somewhere', (access) => access.whoCan('tax', { right: 'add', resource: { location: 'A' } }), ['ada', 'björn']),
    both('who can, by the other access method', (access) => access.whoCan('visit', { accessMethod: 'slideIn' }), ['ada']),
    ['rich: who can cannot be said', async () => {
      for (const [args, code] of [[['nothing'], 'unknown-permission'], [['tax'], 'right-required'], [['createRun', { right: 'x' }], 'unknown-right'], [['createRun', { resource: { colour: 'A' } }], 'unknown-dimension'], [[5], 'invalid-request'], [['createRun', { identityGroups: [] }], 'invalid-request']]) {
        same([refused(() => now.whoCan(...args)).code, await later.whoCan(...args).catch((error) => error.code)], [code, code])
      }
    }],
    ['rich: slices and shards', async () => {
      for (const access of [now, later]) {
        const slice = await access.slice('ada', { explain: true, labels: true, identityGroups: { okta: ['Ops'] } })
        same(full.Access.load(slice, { slice: true }).explain('ada', 'visit', { accessMethod: 'slideIn' }).reason, 'access-method')
        const shard = main.Access.load(await access.shard('b', 'f'))
        same([shard.kind, shard.can('björn', 'createRun'), shard.check('ada', 'createRun').reason], ['shard', true, 'not-in-snapshot'])
      }
      for (const [run, code] of [[() => now.slice('a\0'), 'invalid-request'], [() => full.Access.load(now.slice('ada'), { slice: true }).slice('ada'), 'not-in-snapshot'], [() => full.Access.load(now.shard('a', 'b')).shard('', ''), 'not-in-snapshot']]) {
        same(refused(run).code, code)
      }
      for (const options of [null, { explain: 1 }, { other: true }, new Map()]) ok(refused(() => now.slice('ada', options)) instanceof TypeError)
      ok(refused(() => now.shard('a')) instanceof TypeError)
    }],
    ['rich: an expired snapshot goes on explaining', async () => {
      const access = main.Access.load(author.pack(organization, { expires: 5000 }).bytes, { now: 4000 })
      same((await access.explain('ada', 'createRun')).reason, 'granted')
    }],
  ]
}
