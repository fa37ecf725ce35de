// `rolepack/keep`: what is kept, what never answers, and what tabs do to each other. Each tab is a `keep` of its own over one storage.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { installedWith } from './installed-with.mjs'
import { organization } from './suite/organization.mjs'

const { keep, pack, Access } = await installedWith([], "export { keep } from 'rolepack/keep'\nexport { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\n")

const sliceOf = (user, sequence, { change, expires, ...options } = {}) => Access.load(pack({ ...organization, ...change }, { sequence, ...(expires && { expires }) }).bytes).slice(user, options)
const ada = sliceOf('ada', 5)
const later = sliceOf('ada', 6, { change: { teams: [{ id: 'line-1', roles: [] }] } })
const text = (slice) => Buffer.from(slice).toString('base64')

/** A storage of transactions one after the other, as IndexedDB has them. */
function storage(...entries) {
  const kept = new Map(entries)
  let last = Promise.resolve()
  return {
    kept,
    only: () => [...kept.values()][0],
    change(key, next) {
      last = last.then(() => pause(1)).then(() => {
        const put = next(structuredClone(kept.get(key)))
        if (put === undefined) kept.delete(key)
        else kept.set(key, structuredClone(put))
      })
      return last
    },
  }
}

/** A source that gives what it has at the time, under a tag of its own. */
function serving(bytes) {
  const source = {
    bytes,
    asked: [],
    async fetch(known) {
      source.asked.push(known)
      await source.waits
      if (source.error) throw source.error
      const tag = text(source.bytes).slice(0, 64)
      return known === tag ? undefined : { bytes: source.bytes, tag }
    },
  }
  return source
}
const offline = () => Object.assign(serving(), { error: new Error('no network') })
const status = (status) => Object.assign(new Error('not served'), { status })

const opened = []
async function tab(source, from, options) {
  const access = await keep({ organization: 'acme', user: 'ada', source, storage: from, report: () => {}, ...options })
  opened.push(access)
  // What is kept answers already; the source is asked meanwhile.
  await pause(20)
  return access
}
test.afterEach(() => opened.splice(0).forEach((access) => access.close()))

/** What holds sooner or later: tabs hear of each other when they do. */
async function soon(check) {
  for (let tries = 0; ; tries++) {
    try {
      return check()
    } catch (error) {
      if (tries === 200) throw error
      await pause(10)
    }
  }
}

const why = (access) => {
  try {
    return access.current && 'answers'
  } catch ({ code }) {
    return code
  }
}
const all = (access) => [why(access), access.user().can('createRun'), access.user().can('closeRun'), access.user().check('createRun').reason]
const FIVE = ['answers', true, true, 'granted']
const SIX = ['answers', true, false, 'granted']
const denied = (code) => [code, false, false, 'not-in-snapshot']
const KEY = JSON.stringify(['acme', 'ada', 'login'])
const entry = (slice, more) => ({ session: 's', slice: text(slice), confirmed: Date.now(), ...more })

test('what the source gives is kept, as a string beside its tag and its time, and nothing else', async () => {
  const shared = storage()
  const access = await tab(serving(ada), shared)
  assert.deepEqual(all(access), FIVE)
  const { session, slice, tag, confirmed } = shared.only()
  assert.deepEqual([Object.keys(shared.only()).sort(), slice, tag.length, session.length > 20, Math.abs(Date.now() - confirmed) < 5_000], [['confirmed', 'session', 'slice', 'tag'], text(ada), 64, true, true])
  assert.deepEqual([access.sequence, access.organization, access.stale, access.failure, access.user().id], [5, 'acme', false, undefined, 'ada'])
})

test('offline the slice that was kept answers at once, and one that is fetched takes its place', async () => {
  const shared = storage()
  ;(await tab(serving(ada), shared)).close()
  const source = offline()
  const access = await tab(source, shared)
  assert.deepEqual(all(access), FIVE)
  await access.refresh()
  assert.equal(access.failure.code, 'unreachable')
  assert.deepEqual(all(access), FIVE)
  let told = 0
  access.subscribe(() => told++)
  Object.assign(source, { error: undefined, bytes: later })
  await access.refresh()
  assert.deepEqual([all(access), told, access.failure, source.asked.at(-1).length, shared.only().slice], [SIX, 1, undefined, 64, text(later)])
})

test('with nothing kept and no network everything is denied, until there is', async () => {
  const source = offline()
  const access = await tab(source, storage())
  assert.deepEqual([all(access), access.user().id, access.sequence, access.organization], [denied('no-snapshot'), 'ada', 0, 'acme'])
  assert.deepEqual([access.can('ada', 'createRun'), access.check('ada', 'createRun').reason, access.user('björn').id, access.user().permissions(), access.user().rights('tax'), access.user().check('').reason], [false, 'not-in-snapshot', 'björn', [], [], 'invalid-request'])
  Object.assign(source, { error: undefined, bytes: ada })
  const user = access.user()
  await access.refresh()
  assert.deepEqual([all(access), user.can('createRun')], [FIVE, true])
})

test('a storage that fails, or never answers, keeps nothing and changes nothing else', async () => {
  const broken = [
    { change: async () => { throw new Error('private') } },
    { change: () => { throw new Error('private') } },
    { change: () => new Promise(() => {}) },
  ]
  for (const one of broken) {
    const access = await tab(serving(ada), one)
    assert.deepEqual(all(access), FIVE)
    // Of one that never answers nobody knows what it holds.
    if (one === broken[2]) await assert.rejects(access.forget(), ({ code }) => code === 'not-forgotten')
    else await access.forget()
    assert.deepEqual(all(access), denied('forgotten'))
  }
  // Without one of its own: Node.js has no IndexedDB.
  assert.deepEqual(all(await tab(serving(ada), undefined)), FIVE)
})

test('what is kept and is spoilt, expired, too old, too large or not theirs never answers, and is removed', async () => {
  const now = Date.now()
  const expiring = sliceOf('ada', 5, { expires: now + 3_600_000 })
  const wrong = {
    'of another user': entry(sliceOf('björn', 5)),
    'by another access method': entry(sliceOf('ada', 5, { accessMethod: 'slideIn' })),
    'of another organisation': entry(sliceOf('ada', 5, { change: { organization: { id: 'kestrel' } } })),
    'a whole one': entry(pack(organization, { sequence: 5 }).bytes),
    spoilt: entry(ada.with(200, ada[200] ^ 1)),
    'cut off': entry(ada.subarray(0, -1)),
    'no base64': { ...entry(ada), slice: '%' },
    'no string': { ...entry(ada), slice: [...ada] },
    'too large': { ...entry(ada), slice: text(ada).padEnd(4 * 1024 * 1024 + 1, ' ') },
    'too old': { ...entry(ada), confirmed: now - 28_800_001 },
    'of the future': { ...entry(ada), confirmed: now + 120_000 },
    'of no time': { ...entry(ada), confirmed: 'now' },
    'of no session': { ...entry(ada), session: 7 },
    'by inheritance': Object.create(entry(ada)),
    text: 'ada',
    nothing: null,
  }
  for (const [name, value] of Object.entries(wrong)) {
    const shared = storage([KEY, value])
    const access = await tab(offline(), shared)
    assert.deepEqual(all(access), denied('no-snapshot'), name)
    assert.deepEqual(Object.keys(shared.only()), ['session'], name)
  }
  const shared = storage([KEY, entry(expiring)])
  assert.deepEqual(all(await tab(offline(), shared)), FIVE)
})

test('it answers until it expires, is too old or has changed too long ago, and says so when that comes', async (context) => {
  const now = Date.now()
  const ending = { users: [{ id: 'ada', roles: ['operator', 'lead', { role: 'visitor', until: new Date(now + 3_600_000).toISOString() }] }] }
  const changing = Access.load(pack({ ...organization, ...ending }, { sequence: 5, at: now }).bytes).slice('ada')
  // When it is opened, until when it answers, and what it says then.
  for (const [slice, from, until, code] of [
    [sliceOf('ada', 5, { expires: now + 3_600_000 }), now, now + 3_600_000, 'expired'],
    [ada, now, now + 28_800_001, 'stale'],
    // The source went on saying that it is the newest, though its change had come.
    [changing, now + 7_200_000, now + 3_600_000 + 28_800_001, 'stale'],
  ]) {
    context.mock.timers.enable({ apis: ['Date'], now: from })
    const access = await tab(offline(), storage([KEY, entry(slice)]))
    assert.deepEqual(all(access), FIVE)
    context.mock.timers.setTime(until - 1)
    assert.deepEqual(why(access), 'answers')
    context.mock.timers.setTime(until)
    assert.deepEqual(all(access), denied(code))
    let told = 0
    access.subscribe(() => told++)
    await access.refresh()
    assert.equal(told, 1)
    context.mock.timers.reset()
  }
})

test('a slice under another session or of another user is another place', async () => {
  const shared = storage()
  const [one, other] = [await tab(serving(ada), shared), await tab(serving(sliceOf('björn', 5)), shared, { user: 'björn' })]
  assert.equal(shared.kept.size, 2)
  await one.forget()
  assert.deepEqual([all(one), other.user().can('createRun'), shared.kept.size], [denied('forgotten'), true, 1])
})

test('tabs share what they are given: a newer one is taken by all, an older one by none', async () => {
  const shared = storage()
  const [newest, oldest] = [serving(later), serving(ada)]
  const first = await tab(oldest, shared)
  const second = await tab(newest, shared)
  await soon(() => assert.deepEqual([all(first), all(second), shared.only().slice], [SIX, SIX, text(later)]))
  await first.refresh()
  await pause(50)
  assert.deepEqual([first.failure.code, all(first), all(second), shared.only().slice], ['lower-sequence', SIX, SIX, text(later)])
  // One that was open before and has only the older one does not put it there.
  const third = await tab(serving(ada), shared)
  assert.deepEqual([all(third), shared.only().slice], [SIX, text(later)])
})

test('under the same sequence the source has the last word: another sign-in may present fewer groups', async () => {
  const shared = storage([KEY, entry(later, { confirmed: Date.now() - 1000 })])
  const source = serving(sliceOf('ada', 6))
  let arrive
  source.waits = new Promise((done) => (arrive = done))
  const access = await tab(source, shared)
  assert.deepEqual(all(access), SIX)
  arrive()
  await soon(() => assert.deepEqual(all(access), FIVE))
})

test('a sign-out is one in all tabs, and nothing is left', async () => {
  const shared = storage()
  const tabs = [await tab(serving(ada), shared), await tab(serving(ada), shared), await tab(offline(), shared)]
  let told = 0
  for (const access of tabs) access.subscribe(() => told++)
  const user = tabs[1].user()
  const done = tabs[0].forget()
  assert.deepEqual(all(tabs[0]), denied('forgotten'))
  await done
  for (const access of tabs) await soon(() => assert.deepEqual(all(access), denied('forgotten')))
  assert.deepEqual([shared.kept.size, told, user.can('createRun')], [0, 3, false])
  // Whatever comes afterwards changes nothing.
  await tabs[1].refresh()
  assert.deepEqual([all(tabs[1]), shared.kept.size], [denied('forgotten'), 0])
  await tabs[1].forget()
  tabs[2].close()
  assert.equal(why(tabs[2]), 'forgotten')
})

test('a sign-out wins against what another tab is about to write, and against the next sign-in too', async () => {
  const shared = storage()
  const source = serving(ada)
  const writer = await tab(source, shared)
  // Another tab that hears nothing: its answer is on the way while the user signs out and in again.
  const { BroadcastChannel } = globalThis
  globalThis.BroadcastChannel = undefined
  const deaf = await tab(source, shared)
  globalThis.BroadcastChannel = BroadcastChannel
  let arrive
  Object.assign(source, { bytes: later, waits: new Promise((done) => (arrive = done)) })
  const under = deaf.refresh()
  await pause(5)
  await writer.forget()
  assert.equal(shared.kept.size, 0)
  arrive()
  await under
  assert.deepEqual([shared.kept.size, all(deaf)], [0, denied('forgotten')])

  const again = await tab(serving(ada), shared)
  assert.deepEqual(all(again), FIVE)
  await deaf.refresh()
  assert.deepEqual([shared.only().slice, all(deaf)], [text(ada), denied('forgotten')])
})

test('whom the source turns away is shown nothing any more, in any tab, until it gives a slice again', async () => {
  for (const [error, bytes] of [[status(401), ada], [status(403), ada], [undefined, sliceOf('björn', 7)], [undefined, sliceOf('ada', 7, { change: { organization: { id: 'kestrel' } } })]]) {
    const shared = storage()
    const [source, other] = [serving(ada), serving(ada)]
    const [one, two] = [await tab(source, shared), await tab(other, shared)]
    Object.assign(source, { error, bytes })
    await one.refresh()
    await soon(() => assert.deepEqual([all(one), all(two), Object.keys(shared.only())], [denied('no-snapshot'), denied('no-snapshot'), ['session']]))
    Object.assign(source, { error: undefined, bytes: ada })
    await one.refresh()
    await soon(() => assert.deepEqual([all(one), all(two), shared.only().slice], [FIVE, FIVE, text(ada)]))
    one.close()
    two.close()
  }
  // What is only out of order changes nothing.
  for (const error of [status(500), status(404), new Error('no network')]) {
    const source = serving(ada)
    const access = await tab(source, storage())
    Object.assign(source, { error })
    await access.refresh()
    assert.deepEqual(all(access), FIVE)
  }
})

test('a sign-out that cannot remove what is kept says so', async () => {
  const shared = storage()
  const access = await tab(serving(ada), shared)
  shared.change = async () => { throw new Error('disk') }
  await assert.rejects(access.forget(), ({ code, help, cause }) => code === 'not-forgotten' && /clear/.test(help) && cause.message === 'disk')
  assert.deepEqual(all(access), denied('forgotten'))
})

test('who forgets to report is warned once, not each time', async (context) => {
  const warned = context.mock.method(console, 'warn', () => {})
  const source = offline()
  const access = await tab(source, storage(), { report: undefined })
  await access.refresh()
  assert.equal(warned.mock.callCount(), 1)
  source.error = status(500)
  await access.refresh()
  assert.equal(warned.mock.callCount(), 1)
})

test('the source is asked again by itself, and by one of the tabs', async () => {
  const shared = storage()
  const sources = [serving(ada), serving(ada)]
  for (const source of sources) await tab(source, shared, { refreshEvery: 1000 })
  const before = sources.map(({ asked }) => asked.length)
  for (const source of sources) source.bytes = later
  await pause(2_600)
  const asked = sources.map(({ asked }, at) => asked.length - before[at])
  assert.ok(asked[0] + asked[1] >= 1 && asked[0] + asked[1] <= 4, `${asked}`)
  for (const access of opened) assert.deepEqual(all(access), SIX)
})

test('wrong options are refused at once', () => {
  const right = { organization: 'acme', user: 'ada', source: serving(ada), storage: storage() }
  for (const wrong of [undefined, [], { ...right, user: undefined }, { ...right, user: '' }, { ...right, organization: '' }, { ...right, accessMethod: 'login ' }, { ...right, source: {} }, { ...right, source: undefined }, { ...right, storage: {} }, { ...right, refreshEvery: 999 }, { ...right, maxStale: -1 }, { ...right, report: 1 }, { ...right, token: 'x' }, Object.create(right)]) {
    assert.throws(() => keep(wrong), TypeError)
  }
})

/** What waits for timers that keep no program from ending. */
async function awaited(promise) {
  const alive = setInterval(() => {}, 1000)
  await promise
  clearInterval(alive)
}

test('a source that tells of news is asked then, in one tab, and the others take what that one keeps', async () => {
  const from = storage()
  const source = serving(ada)
  source.streams = []
  source.listen = (news, signal, last) => new Promise((done) => {
    source.streams.push({ news, last })
    signal.addEventListener('abort', () => (source.streams.shift(), done()))
  })
  const one = await tab(source, from)
  const two = await tab(source, from)
  // Where there are no locks, as in older versions of Node.js, each listens.
  assert.equal(source.streams.length, globalThis.navigator?.locks ? 1 : 2)
  const [{ news, last }] = source.streams
  assert.equal(last(), 5)
  const asked = source.asked.length
  news(5)
  await pause(1200)
  assert.equal(source.asked.length, asked)
  source.bytes = later
  const swapped = Promise.all([one, two].map((access) => new Promise((done) => access.subscribe(done))))
  for (let times = 0; times < 100; times++) news(6)
  await awaited(swapped)
  assert.deepEqual([one, two].map((access) => [access.sequence, access.user().can('closeRun')]), [[6, false], [6, false]])
  assert.ok(source.asked.length <= asked + 2)
  one.close()
  two.close()
  await pause(10)
  assert.deepEqual(source.streams, [])
})

test('news that is told of while the source is asked is asked for again', async () => {
  const source = serving(ada)
  source.listen = (news) => new Promise(() => (source.news = news))
  const access = await tab(source, storage())
  let answer
  source.waits = new Promise((done) => (answer = done))
  const asking = access.refresh()
  source.news()
  source.waits = undefined
  const swapped = new Promise((done) => access.subscribe(done))
  answer()
  await asking
  source.bytes = later
  await awaited(swapped)
  assert.equal(access.sequence, 6)
})
