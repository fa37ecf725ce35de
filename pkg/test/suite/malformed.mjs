// Requests as only JavaScript can spoil them (rule 8): denied, never read as something weaker, and never thrown at.
import { ok, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, full, author, js }) {
  const { bytes } = author.pack(organization)
  const tests = []
  for (const [build, { Access }] of Object.entries(js ? { main, full, js } : { main, full })) {
    const access = Access.load(bytes)
    const test = (name, run) => tests.push([`malformed (${build}): ${name}`, () => run(access)])
    const denied = (access, request, scoped = false, message = '') => {
      same(access.check(request), { allowed: false, reason: 'invalid-request', scoped, organization: 'acme', sequence: 0 }, message)
      same(access.can(request), false, message)
    }
    const good = { user: 'ada', permission: 'createRun' }

    test('what is well formed is allowed', () => ok(access.can(good) && access.can('ada', 'createRun')))

    test('handles that are none', () => {
      const user = access.user('ada')
      const handle = access.permission('createRun')
      ok(user.can(handle))
      const { proxy, revoke } = Proxy.revocable(handle, {})
      revoke()
      for (const fake of [new Proxy(handle, {}), proxy, Object.create(handle), Object.create(Object.getPrototypeOf(handle)), {}, null, 1, Symbol('a')]) {
        same([user.can(fake), user.canAny(fake), user.canAll(fake)], [false, false, false])
      }
    })

    test('no object', () => {
      for (const value of [undefined, null, 0, 1, NaN, 10n, true, '', 'ada', Symbol('a'), () => good, [], [good], new Map(Object.entries(good)), new Date()]) denied(access, value)
    })

    test('fields that are undefined', () => {
      denied(access, { ...good, user: undefined })
      denied(access, { ...good, permission: undefined })
      denied(access, { ...good, resource: undefined })
      denied(access, { ...good, identityGroups: undefined })
      denied(access, { ...good, accessMethod: undefined })
      denied(access, { ...good, resource: { location: undefined } }, true)
      same(access.check({ ...good, right: undefined }).reason, 'granted')
      same(access.check({ ...good, right: null }).reason, 'granted')
    })

    test('wrong types', () => {
      for (const value of [0, 1, true, false, null, {}, [], ['A'], new String('A'), Symbol('A'), 1n, () => 'A']) {
        denied(access, { ...good, user: value })
        denied(access, { ...good, permission: value })
        denied(access, { ...good, resource: { location: value } }, true)
        if (value !== null) denied(access, { ...good, right: value })
        denied(access, { ...good, accessMethod: value })
        denied(access, { ...good, identityGroups: [value] })
        denied(access, { ...good, identityGroups: [{ provider: 'okta', group: value }] })
        same(access.can(value, 'createRun'), false)
        same(access.can('ada', value), false)
        same(access.user(value).can('createRun'), false)
      }
    })

    test('unknown fields, symbols, and what is not enumerable', () => {
      denied(access, { ...good, organization: 'acme' })
      denied(access, { ...good, resource: { location: 'A' }, organization: 'acme' }, true)
      denied(access, { ...good, [Symbol('right')]: 'x' })
      denied(access, Object.defineProperty({ ...good }, 'resources', { value: {} }))
      denied(access, { ...good, ['__proto__']: {} })
      denied(access, { ...good, identityGroups: [{ provider: 'okta', group: 'Ops', extra: 1 }] })
      same(access.can('ada', 'createRun', { resources: {} }), false)
      same(access.can('ada', 'createRun', { user: 'ada' }), false)
    })

    test('options that are no plain object', () => {
      for (const value of [null, 0, true, 'login', [], new Map([['resource', 1]]), new Date(), new (class {})(), Object.create({ resource: {} }), () => {}]) {
        same(access.check('ada', 'createRun', value).reason, 'invalid-request')
        same(access.can('ada', 'createRun', value), false)
        same(access.user('ada', value).can('createRun'), false)
        same(access.user('ada').can('createRun', value), false)
      }
    })

    test('an object that tells its place through its class is not read as one that names none', () => {
      class Place {
        get location() {
          return 'Z'
        }
      }
      for (const resource of [new Place(), Object.create({ location: 'Z' }), new Map([['location', 'Z']]), [['location', 'Z']], new Set(), new Date(), /z/]) {
        denied(access, { ...good, resource })
      }
      same(access.check({ ...good, resource: Object.assign(Object.create(null), { location: 'A' }) }).reason, 'granted')
      denied(access, Object.create(good))
    })

    test('getters that throw, and proxies', () => {
      const thrower = (field, rest) => Object.defineProperty({ ...rest }, field, { enumerable: true, get: () => { throw new Error('no') } })
      for (const field of ['user', 'permission', 'right', 'resource', 'identityGroups', 'accessMethod']) denied(access, thrower(field, good))
      denied(access, { ...good, resource: thrower('location') }, false)
      const traps = ['ownKeys', 'get', 'getPrototypeOf', 'getOwnPropertyDescriptor']
      for (const trap of traps.slice(0, 3)) {
        denied(access, new Proxy(good, { [trap]() { throw new Error('no') } }))
        same(access.can('ada', 'createRun', new Proxy({}, { [trap]() { throw new Error('no') } })), trap === 'get' ? access.can('ada', 'createRun') : false)
      }
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      denied(access, proxy)
      denied(access, { ...good, resource: proxy })
      same(access.check(new Proxy(good, {})).reason, 'granted')
    })

    test('every field is read once', () => {
      let read = 0
      const shifty = { get user() { return read++ === 0 ? 'noor' : 'ada' }, permission: 'createRun' }
      same(access.check(shifty).reason, 'not-granted')
      same(read, 1)
    })

    test('strings that are no ids', () => {
      for (const text of ['', '\0', 'a\0', 'a\x1f', '\x7f', 'a\x80', '\x9f', '\ud800', 'ada\udc00', '\udc00\ud800', 'a'.repeat(513), 'é'.repeat(257), '\u{1F680}'.repeat(129)]) {
        denied(access, { ...good, user: text })
        denied(access, { ...good, permission: text })
        denied(access, { ...good, right: text })
        denied(access, { ...good, resource: { location: text } }, true)
        denied(access, { ...good, resource: { [text]: 'A' } }, true)
        denied(access, { ...good, identityGroups: [{ provider: text, group: 'Ops' }] })
        denied(access, { ...good, identityGroups: [{ provider: 'okta', group: text }] })
        same(access.can(text, 'createRun'), false)
        same(access.can('ada', text), false)
        same(access.user(text).can('createRun'), false)
        same(access.user('ada').can(text), false)
        same(access.user('ada').can('tax', { right: text }), false)
        if (build === 'full') same(access.reach('ada', 'createRun', text), { reason: 'invalid-request', values: [] })
      }
      denied(access, { ...good, resource: { location: '*' } }, true)
      denied(access, { ...good, resource: { location: '$user' } }, true)
    })

    test('a part of one string is not taken for another', () => {
      denied(access, { user: 'ada\0createRun', permission: 'x' })
      denied(access, { user: 'ada', permission: 'tax\0add' })
      same(access.user('ada').can('tax\0add'), false)
      same(access.user('ada').can('tax\x01add'), false)
      same(access.can('ad', 'acreateRun'), false)
      same(access.can('adac', 'reateRun'), false)
    })

    test('at the edge of an id', () => {
      for (const text of ['a'.repeat(512), 'é'.repeat(256), '\u{1F680}'.repeat(128), '\xa0', '名前']) {
        same(access.check({ ...good, user: text }).reason, 'unknown-user')
        same(access.check({ ...good, permission: text }).reason, 'unknown-permission')
      }
    })

    test('a polluted prototype says nothing', () => {
      const polluted = { right: 'add', resource: { location: 'Z' }, identityGroups: [{ provider: 'okta', group: 'Ops' }], accessMethod: 'slideIn', user: 'ada', permission: 'createRun', location: 'Z', slice: true, organization: 'other', provider: 'okta', group: 'Ops', 0: { provider: 'okta', group: 'Ops' } }
      for (const [name, value] of Object.entries(polluted)) Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: false, writable: true })
      try {
        same(access.check('ada', 'createRun').reason, 'granted')
        same(access.check('ada', 'createRun', {}).reason, 'granted')
        same(access.check('ada', 'createRun', { resource: {} }).scoped, false)
        same(access.check('noor', 'createRun', {}).reason, 'not-granted')
        same(access.check('noor', 'createRun', { identityGroups: new Array(1) }).reason, 'invalid-request')
        same(access.check('noor', 'createRun', { identityGroups: new Array(2 ** 32 - 1) }).reason, 'invalid-request')
        same(access.check({}).reason, 'invalid-request')
        same(access.check({ user: 'ada' }).reason, 'invalid-request')
        same(access.can('ada', 'visit', {}), false)
        same(Access.load(bytes, {}).kind, 'whole')
      } finally {
        for (const name of Object.keys(polluted)) delete Object.prototype[name]
      }
    })

    test('more than any question needs', () => {
      const identityGroups = Array.from({ length: 20000 }, (_, at) => ({ provider: 'okta', group: `g${at}` }))
      same(access.check('noor', 'createRun', { identityGroups }).reason, 'not-granted')
      same(access.check('noor', 'createRun', { identityGroups: [...identityGroups, { provider: 'okta', group: 'Ops' }] }).reason, 'granted')
      const endless = Array.from({ length: 9000 }, () => ({ provider: 'okta', group: 'x'.repeat(500) }))
      same(access.check('noor', 'createRun', { identityGroups: endless }).reason, 'invalid-request')
      ok(access.can('ada', 'createRun'), 'and then it goes on')
    })
  }
  return tests
}
