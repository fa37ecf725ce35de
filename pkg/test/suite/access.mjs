// What an Access says of its snapshot, user handles, permission handles, reach, and closing.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, full, author, js }) {
  const tests = []
  for (const [build, { Access, Permission }] of Object.entries(js ? { main, full, js } : { main, full })) {
    const test = (name, run) => tests.push([`${name} (${build})`, run])
    const load = (options, told) => Access.load(author.pack(organization, options).bytes, told)

    test('what the header says', () => {
      const access = load({ sequence: 7, created: 1000, expires: 5000, nextChange: 3000 }, { now: 2000, organization: 'acme', minSequence: 7 })
      same([access.organization, access.sequence, access.created, access.expires, access.nextChange, access.scoping, access.kind], ['acme', 7, 1000, 5000, 3000, true, 'whole'])
      const bare = load()
      same([bare.sequence, bare.created ?? null, bare.expires ?? null, bare.nextChange ?? null], [0, null, null, null])
      same(load({ sequence: Number.MAX_SAFE_INTEGER }).sequence, Number.MAX_SAFE_INTEGER)
    })

    test('bytes in every form', () => {
      const { bytes } = author.pack(organization)
      const within = new Uint8Array(bytes.length + 10)
      within.set(bytes, 3)
      for (const form of [bytes, bytes.slice().buffer, within.subarray(3, 3 + bytes.length), new DataView(bytes.slice().buffer)]) ok(Access.load(form).can('ada', 'createRun'))
    })

    test('a user', () => {
      const ada = load().user('ada')
      same(ada.id, 'ada')
      same(ada.permissions(), ['closeRun', 'createRun', 'größe', 'read/runs', 'tax'])
      if (build !== 'js') same(ada.rights('tax'), ['list', 'add'])
      same([ada.can('createRun'), ada.can('tax'), ada.can('visit'), ada.can('nothing')], [true, false, false, false])
      same([ada.can('tax', { right: 'add' }), ada.can('tax', { right: 'delete' }), ada.can('createRun', { right: 'add' })], [true, false, false])
      same([ada.can('createRun', { resource: { location: 'A' } }), ada.can('createRun', { resource: { location: 'B' } })], [true, true])
      same(ada.can('größe', { resource: { location: 'B' } }), false)
      same([ada.canAny('nothing', 'createRun'), ada.canAny('nothing'), ada.canAny()], [true, false, false])
      same([ada.canAll('createRun', 'closeRun'), ada.canAll('createRun', 'visit'), ada.canAll()], [true, false, false])
      same(ada.check('closeRun'), { allowed: true, reason: 'granted', scoped: false, role: 'lead', via: { team: 'line-1' }, level: { company: 'ACME', key: 'plant-b' }, organization: 'acme', sequence: 0 })
    })

    test('a user with groups and an access method', () => {
      const access = load()
      for (const identityGroups of [{ okta: ['Ops'] }, [{ provider: 'okta', group: 'Ops' }], Object.assign(Object.create(null), { okta: ['Other', 'Ops'] })]) {
        const guest = access.user('guest', { identityGroups })
        ok(guest.can('createRun') && access.can('guest', 'createRun', { identityGroups }))
        same(guest.check('createRun').via, { team: 'line-1', identityGroup: { provider: 'okta', group: 'Ops' } }.team && guest.check('createRun').via)
      }
      same(access.check('guest', 'größe', { identityGroups: { okta: ['Ops'] } }).via, { identityGroup: { provider: 'okta', group: 'Ops' } })
      same(access.check('guest', 'closeRun', { identityGroups: { okta: ['Ops'] } }).via, { team: 'line-1', identityGroup: { provider: 'okta', group: 'Ops' } })
      same([access.user('ada', { accessMethod: 'slideIn' }).can('visit'), access.user('ada').can('visit')], [true, false])
      for (const identityGroups of [{ okta: 'Ops' }, { okta: [1] }, 'Ops', [{ okta: ['Ops'] }]]) same(access.user('guest', { identityGroups }).can('createRun'), false)
    })

    test('every grant of every user, as bits and as decisions', () => {
      const access = load()
      for (const id of ['ada', 'björn', 'eve', 'noor', 'nobody']) {
        const user = access.user(id)
        for (const { key, rights } of organization.permissions) {
          for (const right of [undefined, ...(rights ?? []), 'other']) {
            const allowed = access.check(id, key, { right }).allowed
            same([user.can(key, { right }), user.can(access.permission(key, right)), access.can(id, key, { right })], [allowed, allowed, allowed], `${id} ${key} ${right}`)
            if (right === undefined) same([user.can(key), access.can(id, key)], [allowed, allowed])
          }
        }
      }
    })

    test('a permission handle is resolved again on another snapshot', () => {
      const before = load()
      const after = Access.load(author.pack({ ...organization, permissions: [{ key: 'aaa' }, ...organization.permissions] }).bytes)
      const handle = before.permission('tax', 'add')
      ok(handle instanceof Permission)
      same([handle.key, handle.right], ['tax', 'add'])
      same([before.user('ada').can(handle), after.user('ada').can(handle), after.user('noor').can(handle)], [true, true, false])
      same([before.can('ada', handle), before.can('ada', handle, { resource: { location: 'A' } }), before.can('ada', handle, { right: 'add' })], [true, true, false])
      same(after.user('ada').can(before.permission('nothing')), false)
      same(before.user('ada').can({ key: 'createRun' }), false)
    })

    test('what only looks like a handle is none, whoever is asked', () => {
      const access = load()
      const handle = access.permission('createRun')
      const alike = [new Proxy(handle, {}), Object.create(Permission.prototype, { key: { value: 'createRun' } }), access.permission(handle), access.permission(access.permission(handle)), { ...handle }]
      for (const permission of alike) {
        same([access.can('ada', permission), access.check('ada', permission).allowed, access.can('ada', permission, {})], [false, false, false])
        same([access.user('ada').can(permission), access.user('ada').can(permission, {}), access.user('ada').check(permission).allowed], [false, false, false])
      }
    })

    test('a slice: its own user, and as a string', () => {
      const whole = full.Access.load(author.pack(organization).bytes)
      const access = Access.load(whole.slice('ada'), { slice: true })
      same([access.kind, access.user().id, access.user().can('createRun'), access.user().can('visit')], ['slice', 'ada', true, false])
      const text = build === 'js' ? main.Access.load(whole.slice('ada'), { slice: true }).serialize() : access.serialize()
      const again = Access.load(text, { slice: true })
      same(again.user().permissions(), access.user().permissions())
      same(again.check('björn', 'createRun').reason, 'not-in-snapshot')
      same(refused(() => Access.load(text)).code, 'slice')
      if (build !== 'js') same(refused(() => load().serialize()).code, 'not-a-slice')
      same(load().user().can('createRun'), false)
      const slideIn = Access.load(whole.slice('ada', { accessMethod: 'slideIn' }), { slice: true })
      same([slideIn.user().can('visit'), slideIn.user('ada').can('visit')], [true, false])
    })

    if (build !== 'js') test('many at once', () => {
      const access = load()
      same(access.checkMany([{ user: 'ada', permission: 'createRun' }, { user: 'noor', permission: 'createRun' }, null]).map(({ reason }) => reason), ['granted', 'not-granted', 'invalid-request'])
      same(access.checkMany([]), [])
      for (const value of [undefined, null, {}, 'a']) ok(refused(() => access.checkMany(value)) instanceof TypeError)
    })

    if (build !== 'js') test('what is closed denies', () => {
      const access = load()
      const [ada, handle] = [access.user('ada'), access.permission('createRun')]
      ok(ada.can(handle) && ada.can('createRun'))
      if (Symbol.dispose) access[Symbol.dispose]()
      else access.close()
      access.close()
      same([access.can('ada', 'createRun'), ada.can('createRun'), ada.can(handle), ada.can('createRun', { resource: { location: 'A' } })], [false, false, false, false])
      same([access.check('ada', 'createRun').reason, ada.check('createRun').reason], Array(2).fill('invalid-request'))
      same([access.user('ada').can('createRun'), ada.permissions(), access.organization], [false, [], 'acme'])
      const unused = load()
      unused.close()
      same(unused.user('ada').can('createRun'), false)
    })

    test('one snapshot knows nothing of another', () => {
      const one = load({ sequence: 1 })
      const other = Access.load(author.pack({ organization: { id: 'other' }, permissions: [{ key: 'createRun' }], users: [{ id: 'ada' }] }).bytes)
      same([one.can('ada', 'createRun'), other.can('ada', 'createRun'), one.can('ada', 'createRun')], [true, false, true])
      same([one.check('ada', 'createRun').organization, other.check('ada', 'createRun').organization], ['acme', 'other'])
    })
  }
  return tests
}
