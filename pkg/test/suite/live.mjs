// `Access.open`: what is fetched, verified, swapped in, refused and kept. The sources are those of the package, over places in memory.
import { ok, same } from './check.mjs'
import { organization } from './organization.mjs'
import { failed, place, quiet, thrown } from './place.mjs'
import { keys } from './signed.mjs'

export default function ({ main, full, author, live }) {
  const tests = []
  const pack = (sequence, options, change) => author.pack({ ...organization, ...change }, { sequence, ...options }).bytes

  for (const [build, { Access }] of Object.entries({ main, full })) {
    const test = (name, run) => tests.push([`live (${build}): ${name}`, run])

    test('answers as an Access does, and follows what is served', async () => {
      const source = place(pack(1))
      const access = await Access.open(source, { organization: 'acme', ...quiet })
      const [ada, handle] = [access.user('ada'), access.permission('createRun')]
      same([access.sequence, access.organization, access.stale, access.failure ?? null], [1, 'acme', false, null])
      same([access.can('ada', 'createRun'), access.check('ada', 'createRun').sequence, ada.can(handle), ada.id], [true, 1, true, 'ada'])
      same([ada.canAny('createRun', 'nothing'), ada.canAll('createRun', 'nothing'), ada.rights('tax'), ada.permissions().length], [true, false, ['list', 'add'], 5])
      same((await access.explain('ada', 'createRun')).paths.length, 2)
      same((await ada.explain('createRun')).allowed, true)
      same(await access.whoCan('createRun'), ['ada', 'björn'])
      let told = 0
      const end = access.subscribe(() => told++)
      const before = access.current
      source.bytes = pack(2, {}, { users: [] })
      await access.refresh()
      same([told, access.sequence, access.can('ada', 'createRun'), ada.can(handle), ada.check(handle).reason, await access.whoCan('createRun')], [1, 2, false, false, 'unknown-user', []])
      same([before.sequence, before.can('ada', 'createRun')], [1, true])
      end()
      source.bytes = pack(3)
      await access.refresh()
      same([told, access.can('ada', handle), ada.can(handle)], [1, true, true])
      access.close()
      same([access.can('ada', 'createRun'), ada.can('createRun'), access.check('ada', 'createRun').allowed, ada.permissions()], [false, false, false, []])
      same(await failed(() => access.explain('ada', 'createRun')), 'closed')
    })

    test('what may not follow is refused and told, and the one before answers on', async () => {
      const slice = full.Access.load(pack(9)).slice('ada')
      const cases = {
        'not-a-snapshot': new TextEncoder().encode('<!doctype html>'),
        checksum: pack(9).map((byte, at) => (at === 200 ? byte ^ 1 : byte)),
        truncated: pack(9).subarray(0, 50),
        'wrong-organization': pack(9, {}, { organization: { id: 'other' } }),
        'lower-sequence': pack(4),
        'same-sequence': pack(5, {}, { users: [] }),
        slice,
        'other-kind': full.Access.load(pack(9)).shard('a', 'c'),
        expired: pack(9, { created: 1, expires: 2 }),
      }
      for (const [code, bytes] of Object.entries(cases)) {
        const [source, reported] = [place(pack(5)), []]
        const access = await Access.open(source, { organization: 'acme', report: (error) => reported.push(error.code) })
        source.bytes = bytes
        await access.refresh()
        same([access.failure?.code, reported, access.sequence, access.can('ada', 'createRun')], [code, [code], 5, true], code)
        source.bytes = pack(6)
        await access.refresh()
        same([access.failure ?? null, access.sequence], [null, 6])
        access.close()
        if (code !== 'lower-sequence' && code !== 'same-sequence' && code !== 'other-kind') same(await failed(() => Access.open(place(bytes), { organization: 'acme' })), code)
      }
    })

    test('two that are not numbered may follow one another; another organisation never does, even if none was named', async () => {
      const source = place(pack(0))
      const access = await Access.open(source, quiet)
      source.bytes = pack(0, {}, { users: [] })
      await access.refresh()
      same(access.can('ada', 'createRun'), false)
      source.bytes = pack(7, {}, { organization: { id: 'other' } })
      await access.refresh()
      same([access.failure.code, access.organization], ['wrong-organization', 'acme'])
      access.close()
    })
  }

  const test = (name, run) => tests.push([`live: ${name}`, run])
  const { Access } = main

  test('wrong calls are TypeErrors, before anything is fetched', async () => {
    const source = place(pack(1))
    const { publicKey } = await keys()
    const wrong = [{ publicKeys: [publicKey] }, { organization: 'acme', publicKeys: [] }, { organization: 'acme', publicKeys: publicKey }, { organization: 'acme', publicKeys: [publicKey], slice: true }, { refreshEvery: 10 }, { refreshEvery: NaN }, { maxStale: -1 }, { whenStale: 'ignore' },
      { organization: '' }, { organization: 5 }, { publicKey: publicKey, organization: 'acme' }, { publicKeys: undefined, organization: 'acme' }, { minSequence: -1 }, { floor: {} }, { slice: 1 }, { report: 'console' }, 'acme', null]
    for (const options of wrong) ok((await thrown(() => Access.open(source, options))) instanceof TypeError, JSON.stringify(options))
    for (const from of [undefined, null, 5, {}, new Uint8Array()]) ok((await thrown(() => Access.open(from))) instanceof TypeError)
    same(source.asked, 0)
  })

  test('a slice is opened where a slice is asked for, and followed by slices of the same user alone', async () => {
    const slice = (sequence, user, options) => full.Access.load(pack(sequence)).slice(user, options)
    const source = place(slice(1, 'ada'))
    const me = await Access.open(source, { slice: true, ...quiet })
    const user = me.user()
    same([user.id, user.can('createRun'), me.can('björn', 'createRun')], ['ada', true, false])
    source.bytes = slice(2, 'ada', { accessMethod: 'slideIn' })
    await me.refresh()
    same([me.failure.code, me.sequence], ['other-part', 1])
    source.bytes = slice(2, 'björn')
    await me.refresh()
    same([me.failure.code, user.id], ['other-part', 'ada'])
    source.bytes = slice(2, 'ada')
    await me.refresh()
    same([me.sequence, user.can('createRun')], [2, true])
    source.bytes = pack(3)
    await me.refresh()
    same([me.failure.code, me.sequence], ['not-a-slice', 2])
    me.close()
  })

  test('a floor outlives what is open', async () => {
    const floor = { at: undefined, read: async () => floor.at, raise: async (sequence) => void (floor.at = sequence) }
    const source = place(pack(5))
    const access = await Access.open(source, { floor, ...quiet })
    same(floor.at, 5)
    floor.at = 8
    source.bytes = pack(7)
    await access.refresh()
    same([access.failure.code, access.sequence], ['lower-sequence', 5])
    same(await failed(() => Access.open(place(pack(7)), { floor })), 'lower-sequence')
    source.bytes = pack(8)
    await access.refresh()
    same([access.failure ?? null, access.sequence, floor.at], [null, 8, 8])
    access.close()
    same(await failed(() => Access.open(place(pack(7)), { minSequence: 8 })), 'lower-sequence')
    same(await failed(() => Access.open(place(pack(9)), { floor: { read: () => Promise.reject(new Error('down')), raise: async () => {} } })), 'unreachable')
    for (const wrong of [NaN, Infinity, -1, 4.5, '9', 'x', true, {}, 9n]) {
      const given = [5, wrong]
      const reading = { read: async () => given.shift() ?? wrong, raise: async () => {} }
      const confirmed = await Access.open(place(pack(9)), { floor: reading, ...quiet })
      await confirmed.refresh()
      same([confirmed.failure?.code, confirmed.sequence], ['unreachable', 9])
      confirmed.close()
      same(await failed(() => Access.open(place(pack(9)), { floor: reading })), 'unreachable')
    }
    const none = await Access.open(place(pack(9)), { floor: { read: async () => null, raise: async () => {} }, ...quiet })
    same(none.failure ?? null, null)
    none.close()
  })

  test('by the clock: past `maxStale`, past `expires`', async () => {
    const real = Date.now
    let now = real()
    Date.now = () => now
    try {
      const source = place(pack(5, { created: 1, expires: now + 1_000_000 }))
      const told = { maxStale: 100_000, refreshEvery: 10_000, ...quiet }
      const [access, carries] = [await Access.open(source, told), await Access.open(source, { ...told, whenStale: 'carry-on' })]
      const ada = access.user('ada')
      source.fail = new Error('down')
      now += 60_000
      await access.refresh()
      same([access.failure.code, access.stale, access.can('ada', 'createRun')], ['unreachable', true, true])
      now += 60_000
      same([access.can('ada', 'createRun'), ada.can('createRun'), ada.permissions(), ada.rights('tax'), ada.canAny('createRun'), ada.canAll('createRun')], [false, false, [], [], false, false])
      same(access.check('ada', 'createRun', { resource: { location: 'A' } }), { allowed: false, reason: 'not-in-snapshot', scoped: true, organization: 'acme', sequence: 5 })
      same([ada.check('createRun').reason, access.check('nobody', 'createRun').reason], ['not-in-snapshot', 'unknown-user'])
      same([await failed(() => access.whoCan('createRun')), await failed(() => ada.explain('createRun'))], ['stale', 'stale'])
      const told503 = await thrown(() => access.current)
      ok(told503 instanceof live.UnavailableError && told503.retryAfter >= 1000 && told503.cause.code === 'unreachable')
      same([carries.can('ada', 'createRun'), carries.stale], [true, true])
      let changes = 0
      access.subscribe(() => changes++)
      await access.refresh()
      same(changes, 1, 'that nothing may answer is told')
      source.fail = undefined
      await access.refresh()
      same([access.can('ada', 'createRun'), ada.can('createRun'), access.stale, changes], [true, true, false, 2])
      now += 1_000_000
      same([access.can('ada', 'createRun'), carries.can('ada', 'createRun'), await failed(() => carries.current)], [false, false, 'expired'])
      access.close()
      carries.close()
    } finally {
      Date.now = real
    }
  })

  test('past its next change a snapshot is due at once, and stale until another comes', async () => {
    const real = Date.now
    let now = real()
    Date.now = () => now
    try {
      const source = place(pack(5, { created: 1, nextChange: now + 5_000 }))
      const keeper = new live.Keeper(Access, source, { maxStale: 100_000, ...quiet })
      const background = []
      const ready = () => keeper.ready((work) => background.push(work))
      await ready()
      same([source.asked, keeper.stale], [1, false])
      await ready()
      same([source.asked, background.length], [1, 0])
      now += 5_000
      same((await ready()).sequence, 5)
      await Promise.all(background)
      same([source.asked, keeper.stale], [2, true])
      await ready()
      same(source.asked, 2)
      now += 100_001
      // No word of the source helps: its assignments are not those of now.
      same(await failed(ready), 'stale')
      source.bytes = pack(6)
      now += 100_000
      same((await ready()).sequence, 6)
      same(keeper.stale, false)
    } finally {
      Date.now = real
    }
  })

  test('too stale is said once each time, also of what the source confirms, and also where it carries on', async () => {
    const real = Date.now
    let now = real()
    Date.now = () => now
    try {
      for (const whenStale of ['refuse', 'carry-on']) {
        const source = place(pack(5, { created: 1, nextChange: now + 5_000 }))
        const reports = []
        const keeper = new live.Keeper(Access, source, { maxStale: 100_000, whenStale, report: ({ code }) => reports.push(code) })
        const after = async (milliseconds) => {
          now += milliseconds
          await keeper.refresh()
          return [reports.splice(0), keeper.answers]
        }
        same(await after(0), [[], true])
        same(await after(104_999), [[], true])
        same(await after(2), [['stale'], whenStale === 'carry-on'])
        same(await after(60_000), [[], whenStale === 'carry-on'])
        source.bytes = pack(6)
        same(await after(60_000), [[], true])
        source.fail = new Error('down')
        same(await after(99_999), [['unreachable'], true])
        same(await after(2), [['unreachable', 'stale'], whenStale === 'carry-on'])
        keeper.close()
      }
    } finally {
      Date.now = real
    }
  })

  test('fifty that come at once ask once, and what fails is not asked again before its time', async () => {
    const source = place(pack(5))
    const keeper = new live.Keeper(Access, source, { ...quiet })
    const got = await Promise.all(Array.from({ length: 50 }, () => keeper.ready(() => {})))
    ok(got.every((access) => access === got[0]))
    same(source.asked, 1)
    const down = place(pack(5))
    down.fail = new Error('down')
    const none = new live.Keeper(Access, down, { ...quiet })
    const errors = await Promise.all(Array.from({ length: 50 }, () => thrown(() => none.ready(() => {}))))
    ok(errors.every(({ code, retryAfter, cause }) => code === 'no-snapshot' && retryAfter >= 1000 && cause.code === 'unreachable'))
    same([await failed(() => none.ready(() => {})), down.asked], ['no-snapshot', 1])
  })

  test('what nobody ends keeps nobody waiting for ever', async () => {
    const real = Date.now
    let ahead = 0
    Date.now = () => real() + ahead
    try {
      let asked = 0
      const keeper = new live.Keeper(Access, { fetch: () => (asked++ ? Promise.resolve({ bytes: pack(5) }) : new Promise(() => {})) }, { ...quiet })
      void keeper.ready(() => {})
      const waiting = keeper.ready(() => {})
      ahead = 20_000
      same([(await waiting).sequence, asked], [5, 2])
    } finally {
      Date.now = real
    }
  })

  test('a thousand swaps while it is asked: every decision is made on one snapshot', async () => {
    const even = pack(0, {}, { users: [{ id: 'ada', roles: ['operator'] }, { id: 'björn', roles: ['operator'] }] })
    const odd = pack(0, {}, { users: [{ id: 'eve', roles: ['operator'] }, { id: 'noor', roles: ['operator'] }] })
    const keeper = new live.Keeper(Access, place(even), { ...quiet })
    await keeper.ready(() => {})
    let swapped = 0
    keeper.subscribe(() => swapped++)
    const of = (access) => ['ada', 'björn', 'eve', 'noor'].map((user) => Number(access.can(user, 'createRun'))).join('')
    for (let round = 0; round < 1000; round++) {
      const offering = keeper.offer(round % 2 ? even : odd)
      ok(['1100', '0011'].includes(of(keeper.current())))
      await offering
      same(of(keeper.current()), round % 2 ? '1100' : '0011')
    }
    same(swapped, 1000)
  })

  test('bytes that come with the program are copied', async () => {
    const bytes = pack(5)
    const access = await Access.open(live.fromBytes(bytes), quiet)
    bytes.fill(0)
    await access.refresh()
    same([access.failure ?? null, access.can('ada', 'createRun')], [null, true])
    access.close();
    (await Access.open(live.fromBytes(async () => pack(6)), quiet)).close()
  })

  test('what gives bytes is asked again, and other bytes are another snapshot, whoever gives them', async () => {
    let file = pack(5)
    for (const source of [live.fromBytes(async () => file), { fetch: (known) => live.fromBytes(file).fetch(known) }]) {
      file = pack(5)
      const access = await Access.open(source, quiet)
      same(await source.fetch((await source.fetch()).tag) ?? null, null)
      file = pack(6, {}, { users: [] })
      await access.refresh()
      same([access.sequence, access.can('ada', 'createRun')], [6, false])
      file = pack(5)
      await access.refresh()
      same([access.sequence, access.failure.code], [6, 'lower-sequence'])
      access.close()
    }
  })

  test('the same bytes again are not taken for the newest where a higher sequence was seen', async () => {
    for (const tag of [undefined, '"a"']) {
      let least = 5
      const source = { fetch: async (known) => (known === undefined ? { bytes: pack(5), tag } : undefined) }
      const access = await Access.open(source, { floor: { read: async () => least, raise: async () => {} }, ...quiet })
      least = 6
      await access.refresh()
      same([access.failure?.code, access.sequence], ['lower-sequence', 5])
      access.close()
    }
  })

  test('where the clock was set back the source is asked at once', async () => {
    const { now } = Date
    const source = place(pack(5))
    try {
      Date.now = () => now() + 4 * 365 * 86_400_000
      const keeper = new live.Keeper(Access, source, { ...quiet })
      await keeper.ready(() => {})
      Date.now = now
      source.bytes = pack(6)
      same([(await keeper.ready(() => {})).sequence, source.asked, keeper.stale], [6, 2, false])
    } finally {
      Date.now = now
    }
  })

  test('options that are inherited are refused, for a copy would lose them', async () => {
    for (const options of [Object.create({ publicKeys: [] }), Object.create(Object.assign(Object.create(null), { publicKeys: [] })), new (class { get publicKeys() { return [] } })()]) same((await thrown(() => Access.open(place(pack(5)), options))).name, 'TypeError')
  })

  test('KV and R2, by what is asked of them', async () => {
    const stream = (bytes) => new Response(bytes).body
    const kv = { value: pack(5), metadata: null, async getWithMetadata(key) { return { value: key === 'current' && this.value ? stream(this.value) : null, metadata: this.metadata } } }
    const access = await Access.open(live.fromKV(kv, 'current', { cacheTtl: 60 }), quiet)
    same(access.sequence, 5)
    ;[kv.value, kv.metadata] = [pack(6), { etag: 'six' }]
    await access.refresh()
    kv.value = pack(7)
    await access.refresh()
    same([access.sequence, access.failure ?? null], [6, null])
    kv.metadata = { etag: 'seven' }
    await access.refresh()
    same(access.sequence, 7)
    kv.value = null
    await access.refresh()
    same([access.failure.code, access.sequence], ['not-served', 7])
    access.close()
    same(await failed(() => Access.open(live.fromKV({ getWithMetadata: async () => ({ value: stream(pack(5)), metadata: null }) }, 'k', { maxBytes: 100 }))), 'too-large')
    const r2 = { etag: 'a', async get(key, { onlyIf } = {}) { return key === 'gone' ? null : onlyIf?.etagDoesNotMatch === this.etag ? { etag: this.etag } : { etag: this.etag, body: stream(pack(5)) } } }
    const stored = await Access.open(live.fromR2(r2, 'current'), quiet)
    await stored.refresh()
    same([stored.failure ?? null, stored.sequence], [null, 5])
    stored.close()
    same(await failed(() => Access.open(live.fromR2(r2, 'gone'))), 'not-served')
  })

  return tests
}
