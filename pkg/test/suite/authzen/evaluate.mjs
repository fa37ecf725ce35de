// Evaluations: how the standard's words become ours, and which of them are refused.
import { ok, same } from '../check.mjs'
import { action, asking, at, user } from './asked.mjs'

/** Dimensions and a permission by the names that every object has. */
const workshop = {
  organization: { id: 'workshop' },
  dimensions: ['owner', '__proto__', 'constructor', 'right'],
  permissions: [{ key: 'run' }, { key: 'tax', rights: ['list', 'add'] }, { key: 'toString' }, { key: 'archive' }],
  roles: [
    { id: 'operator', permissions: ['run', { permission: 'tax', rights: ['list'] }] },
    { id: 'keeper', permissions: ['archive'] },
  ],
  users: [
    { id: 'ada', roles: ['operator'], accessLevels: ['plant-a'] },
    { id: 'bob', roles: [] },
    { id: 'eve', active: false, roles: ['operator'] },
  ],
  groupMappings: [{ provider: 'application', group: 'keeper', roles: [{ role: 'keeper', within: 'plant-a' }] }],
  accessLevels: [
    { key: 'plant-a', company: 'ACME', description: 'A', locations: ['A'], covers: { owner: ['$user', 'true'], ['__proto__']: ['x'], constructor: ['x'], right: ['R'] } },
  ],
}

const types = { plant: 'location', app: 'unscoped', order: { dimension: 'location', ignore: ['colour', 'owner'] }, tax: { ignore: ['colour'] }, unscoped: { dimension: 'owner' } }

export default function (entries) {
  const { post } = asking(entries, workshop, { types, roles: { provider: 'application' }, actions: { run: { ignore: ['method', 'owner'] } } })
  const plain = asking(entries, workshop)
  /** The reason of a decision. */
  const reason = async (subject, what, resource, ask = post) => {
    const { status, body } = await ask('evaluation', JSON.stringify({ subject, action: what, resource }).replaceAll('"proto"', '"__proto__"'))
    same([status, Object.keys(body)], [200, body.decision ? ['decision'] : ['decision', 'context']])
    return body.decision ? 'granted' : body.context.reason
  }
  const table = (name, rows) => [`authzen: ${name}`, async () => {
    for (const [expected, ...asked] of rows) same([JSON.stringify(asked.slice(0, 3)), await reason(...asked)], [JSON.stringify(asked.slice(0, 3)), expected])
  }]
  const [ada, run] = [user('ada'), action('run')]
  const items = async (body) => (await post('evaluations', body)).body
  return [
    table('a type is a permission, a dimension, or what it is mapped to', [
      ['granted', ada, action('list'), at('tax', 'whatever')],
      ['granted', ada, action('list', { right: 'list' }), at('tax', '')],
      ['invalid-request', ada, action('list', { right: 'add' }), at('tax', 'x')],
      ['not-granted', ada, action('add'), at('tax', 'x')],
      ['unknown-right', ada, action('delete'), at('tax', 'x')],
      ['unknown-right', ada, action('run'), at('run', 'x')],
      ['granted', ada, run, at('location', 'A')],
      ['out-of-scope', ada, run, at('location', 'B')],
      ['granted', ada, run, at('plant', 'A')],
      ['out-of-scope', ada, run, at('plant', 'B')],
      ['granted', ada, run, at('app', 'whatever')],
      ['granted', ada, run, at('unscoped', 'ada')],
      ['unknown-dimension', ada, run, at('truck', 'A')],
      ['invalid-request', ada, run, at('', 'A')],
      ['invalid-request', ada, run, at('location', '')],
      ['invalid-request', ada, run, at('location', '*')],
      ['unknown-permission', ada, action('walk'), at('location', 'A')],
      ['right-required', ada, action('tax'), at('location', 'A')],
      ['granted', ada, action('tax', { right: 'list' }), at('location', 'A')],
      ['out-of-scope', ada, action('tax', { right: 'list' }), at('location', 'B')],
      ['not-granted', ada, action('tax', { right: 'add' }), at('location', 'A')],
      ['invalid-request', ada, action('tax', { right: ['list'] }), at('location', 'A')],
    ]),
    table('a subject is a user', [
      ['unknown-user', at('group', 'ada'), run, at('app', 'x')],
      ['unknown-user', user('nobody'), run, at('app', 'x')],
      ['inactive-user', user('eve'), run, at('app', 'x')],
      ['invalid-request', user(''), run, at('app', 'x')],
      ['not-granted', user('bob', { department: 'Sales' }), run, at('app', 'x')],
    ]),
    table('properties of a resource narrow the place, or are left aside by name', [
      ['granted', ada, run, at('order', 'A', { owner: 'ada', colour: 'red' })],
      ['out-of-scope', ada, run, at('order', 'A', { owner: 'bob', colour: 'red' })],
      ['unknown-dimension', ada, run, at('order', 'A', { size: 'L' })],
      ['unknown-dimension', ada, run, at('plant', 'A', { colour: 'red' })],
      ['granted', ada, action('list'), at('tax', 'x', { location: 'A', colour: 'red' })],
      ['out-of-scope', ada, action('list'), at('tax', 'x', { location: 'B' })],
      ['granted', ada, run, at('order', 'A', { location: 'A' })],
      ['invalid-request', ada, run, at('order', 'A', { location: 'B' })],
      ['invalid-request', ada, run, at('order', 'B', { location: 'A' })],
      ['granted', ada, run, at('order', 'A', { owner: true })],
      ...[5, null, ['ada'], {}, '', '*', '$user'].map((owner) => ['invalid-request', ada, run, at('order', 'A', { owner })]),
      ['granted', ada, run, at('app', 'x', { right: 'R' })],
      ['out-of-scope', ada, run, at('app', 'x', { right: 'S' })],
    ]),
    table('properties of an action narrow the place too', [
      ['granted', ada, action('run', { owner: 'ada', method: 'GET' }), at('plant', 'A')],
      ['out-of-scope', ada, action('run', { owner: 'bob' }), at('plant', 'A')],
      ['unknown-dimension', ada, action('run', { soft: true }), at('plant', 'A')],
      ['unknown-dimension', ada, action('tax', { right: 'list', method: 'GET' }), at('plant', 'A')],
      ['invalid-request', ada, action('run', { owner: 'ada' }), at('plant', 'A', { owner: 'bob' })],
    ]),
    table('own names alone, whatever an object inherits', [
      ['unknown-dimension', ada, run, at('valueOf', 'x'), plain.post],
      ['unknown-right', ada, run, at('toString', 'x')],
      ['unknown-dimension', ada, run, at('hasOwnProperty', 'x')],
      ['unknown-permission', ada, action('constructor'), at('app', 'x')],
      ['granted', ada, run, at('proto', 'x')],
      ['out-of-scope', ada, run, at('proto', 'y')],
      ['granted', ada, run, at('constructor', 'x')],
      ['out-of-scope', ada, run, at('constructor', 'y')],
      ['out-of-scope', ada, run, at('plant', 'A', { proto: 'y' })],
      ['granted', ada, run, at('plant', 'A', { proto: 'x', constructor: 'x' })],
      ['out-of-scope', ada, run, at('plant', 'A', { constructor: 'y' })],
      ['unknown-dimension', ada, run, at('plant', 'A', { valueOf: 'x' })],
      ['unknown-dimension', ada, action('run', { prototype: 'x' }), at('plant', 'A')],
      ['invalid-request', ada, run, at('plant', 'A', { proto: { location: 'A' } })],
      ['not-granted', user('bob', { proto: { role: 'keeper' } }), action('archive'), at('app', 'x')],
    ]),
    ['authzen: a polluted prototype says nothing', async () => {
      const bob = user('bob')
      const asked = [
        ['evaluation', { subject: bob, action: action('archive'), resource: at('plant', 'A') }],
        ['evaluation', { subject: ada, action: action('tax'), resource: at('plant', 'A') }],
        ['evaluation', { subject: ada, action: run, resource: at('plant', 'A') }],
        ['evaluation', { action: run, resource: at('plant', 'A') }],
        ['evaluations', { subject: ada, action: run, resource: at('plant', 'B') }],
        ['evaluations', { subject: ada, action: run, evaluations: [{ resource: at('plant', 'B') }, {}, { resource: at('plant', 'A') }] }],
        ['search/resource', { subject: ada, action: run, resource: { type: 'plant' } }],
      ]
      const plainly = []
      for (const [endpoint, body] of asked) plainly.push((await post(endpoint, body)).text)
      const polluted = {
        subject: ada, action: run, resource: at('plant', 'A'), evaluations: [{}], options: { evaluations_semantic: 'permit_on_first_permit' }, evaluations_semantic: 'permit_on_first_permit',
        properties: { right: 'list', role: 'keeper', location: 'A' }, right: 'list', role: 'keeper', roles: ['keeper'], page: { limit: 0 }, limit: 0, token: 'x', location: 'A', allowed: true, decision: true,
      }
      try {
        for (const [name, value] of Object.entries(polluted)) Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true })
        for (const [at, [endpoint, body]] of asked.entries()) same((await post(endpoint, body)).text, plainly[at])
      } finally {
        for (const name of Object.keys(polluted)) delete Object.prototype[name]
      }
    }],
    table('roles that the application vouches for', [
      ['granted', user('bob', { role: 'keeper' }), action('archive'), at('plant', 'A')],
      ['granted', user('bob', { roles: ['other', 'keeper'] }), action('archive'), at('plant', 'A')],
      ['granted', user('bob', { roles: Array(200).fill('keeper') }), action('archive'), at('plant', 'A')],
      ['granted', user('nobody', { role: 'other', roles: ['keeper'] }), action('archive'), at('plant', 'A')],
      ['out-of-scope', user('bob', { role: 'keeper' }), action('archive'), at('plant', 'B')],
      ['not-granted', user('bob', { role: 'operator' }), run, at('plant', 'A')],
      ...[5, null, '', {}, [5], [['keeper']], Array(201).fill('keeper')].map((roles) => ['invalid-request', user('ada', { roles }), run, at('plant', 'A')]),
      ['not-granted', user('bob', { role: 'keeper', roles: ['keeper'] }), action('archive'), at('location', 'A'), plain.post],
      ['granted', user('ada', { role: 5 }), run, at('location', 'A'), plain.post],
    ]),
    ['authzen: items take from above what they do not say, whole', async () => {
      const above = { subject: ada, action: run, resource: at('order', 'A', { owner: 'ada' }) }
      const { evaluations } = await items({ ...above, evaluations: [{}, { resource: at('order', 'B') }, { resource: at('order', 'A') }, { subject: user('bob') }, { action: action('tax', { right: 'list' }), other: 1 }] })
      same(evaluations, [{ decision: true }, { decision: false, context: { reason: 'out-of-scope' } }, { decision: true }, { decision: false, context: { reason: 'not-granted' } }, { decision: true }])
      const unused = await items({ subject: 5, action: run, evaluations: [{ subject: ada, resource: at('app', 'x') }] })
      same(unused, { evaluations: [{ decision: true }] })
    }],
    ['authzen: an item at fault is denied, and the others are answered', async () => {
      const faulty = [5, null, [], {}, { resource: 5 }, { resource: null }, { resource: { type: 'app' } }, { resource: { type: 'app', id: 7 } }, { resource: at('app', 'x'), context: 'now' }, { resource: { ...at('app', 'x'), properties: [] } }]
      const { evaluations } = await items({ subject: ada, action: run, evaluations: [...faulty, { resource: at('app', 'x') }] })
      same(evaluations.length, faulty.length + 1)
      same(evaluations.pop(), { decision: true })
      for (const { decision, context } of evaluations) {
        same([decision, context.error.status], [false, 400])
        ok(typeof context.error.message === 'string')
      }
    }],
    ['authzen: when no more items are looked at', async () => {
      const [yes, no, fault] = [{ resource: at('plant', 'A') }, { resource: at('plant', 'B') }, {}]
      const decisions = async (semantic, evaluations) => (await items({ subject: ada, action: run, ...(semantic && { options: { evaluations_semantic: semantic } }), evaluations })).evaluations.map(({ decision }) => decision)
      same(await decisions(undefined, [yes, no, yes, fault]), [true, false, true, false])
      same(await decisions('execute_all', [no, yes]), [false, true])
      same(await decisions('deny_on_first_deny', [yes, no, yes]), [true, false])
      same(await decisions('deny_on_first_deny', [yes, fault, yes]), [true, false])
      same(await decisions('permit_on_first_permit', [no, fault, yes, no]), [false, false, true])
      same(await decisions('permit_on_first_permit', [no, no]), [false, false])
    }],
    ['authzen: without items it is one evaluation', async () => {
      const one = { subject: ada, action: run, resource: at('app', 'x') }
      for (const body of [one, { ...one, evaluations: [] }, { ...one, options: { other: true } }]) same(await items(body), { decision: true })
      same((await post('evaluations', { subject: ada, action: run })).status, 400)
    }],
  ]
}
