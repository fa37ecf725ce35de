// Every error, by name: what is refused is refused whole.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, full, author, js }) {
  const { bytes } = author.pack(organization, { sequence: 5, created: 1000, expires: 9000 })
  const fresh = { now: 2000 }
  const changed = (at, value) => bytes.map((byte, place) => (place === at ? value : byte))
  const slice = full.Access.load(bytes, fresh).slice('ada')
  const cases = {
    truncated: [bytes.subarray(0, 20)],
    'not-a-snapshot': [changed(0, 1)],
    'unsupported-version': [changed(8, 9)],
    checksum: [changed(bytes.length - 1, bytes.at(-1) ^ 1)],
    'wrong-organization': [bytes, { organization: 'other' }],
    'lower-sequence': [bytes, { minSequence: 6 }],
    expired: [bytes, { now: 9000 }],
    slice: [slice],
    'not-a-slice': [bytes, { slice: true }],
  }
  const tests = []
  for (const [build, { Access, LoadError, RolepackError }] of Object.entries(js ? { main, full, js } : { main, full })) {
    for (const [code, [given, told]] of Object.entries(cases)) {
      tests.push([`refused (${build}): ${code}`, () => {
        const error = refused(() => Access.load(given, { ...fresh, ...told }))
        ok(error instanceof LoadError && error instanceof RolepackError && error instanceof Error)
        same([error.code, error.name], [code, 'LoadError'])
        ok(/^[a-z][^\n]*[^.]$/.test(error.message) && /^[a-z][^\n]*[^.]$/.test(error.help) && error.stack)
      }])
    }
    tests.push([`refused (${build}): nothing at all, and strings that are no base64`, () => {
      for (const [given, code] of [[new Uint8Array(), 'truncated'], ['', 'truncated'], ['!', 'not-a-snapshot'], ['é', 'not-a-snapshot'], [btoa('no snapshot '.repeat(20)), 'not-a-snapshot']]) {
        same(refused(() => Access.load(given)).code, code)
      }
    }])
    tests.push([`refused (${build}): every truncation and every flipped bit`, () => {
      const small = author.pack({ organization: { id: 'a' }, permissions: [{ key: 'p' }], roles: [{ id: 'r', permissions: ['p'] }], users: [{ id: 'u', roles: ['r'] }] }).bytes
      ok(Access.load(small).can('u', 'p'))
      const step = build === 'full' ? 7 : 1
      for (let length = 0; length < small.length; length += step) refused(() => Access.load(small.subarray(0, length)), `cut to ${length}`)
      for (let bit = 0; bit < small.length * 8; bit += step) {
        const flipped = small.slice()
        flipped[bit >> 3] ^= 1 << (bit & 7)
        ok(refused(() => Access.load(flipped), `bit ${bit}`) instanceof LoadError)
      }
      ok(refused(() => Access.load(Uint8Array.from([...small, 0]))) instanceof LoadError)
    }])
    tests.push([`wrong calls of load (${build}) are TypeErrors`, () => {
      for (const given of [undefined, null, 5, {}, [1, 2], new Blob([])]) ok(refused(() => Access.load(given)) instanceof TypeError)
      const wrong = [
        { organization: undefined }, { organization: 5 }, { organization: '' }, { organization: 'a\ud800' }, { minSequence: '5' }, { minSequence: -1 }, { minSequence: NaN }, { minSequence: undefined },
        { slice: 1 }, { slice: 'true' }, { now: '2026' }, { now: NaN }, { now: new Date() }, { expected: 'acme' }, 'acme', 5, [], new Map(),
      ]
      for (const told of wrong) ok(refused(() => Access.load(bytes, told), JSON.stringify(told)) instanceof TypeError)
      ok(Access.load(bytes, { organization: 'acme', minSequence: 5, now: 2000, slice: false }).can('ada', 'createRun'))
    }])
  }
  for (const [build, { Access }] of Object.entries(js ? { main, full, js } : { main, full })) {
    tests.push([`refused (${build}): what expires, by a clock that stands at 0, as a worker's does until there is a request`, () => {
      const lasting = author.pack(organization).bytes
      const { now } = Date
      Date.now = () => 0
      try {
        same(refused(() => Access.load(bytes)).code, 'time-required')
        same(refused(() => Access.load(bytes, { now: Date.now() })).code, 'time-required')
        ok(Access.load(lasting).can('ada', 'createRun'))
        ok(Access.load(bytes, fresh).can('ada', 'createRun'))
      } finally {
        Date.now = now
      }
    }])
  }
  tests.push(['the time is now unless it is told', () => {
    const at = (expires) => author.pack(organization, { expires }).bytes
    same(refused(() => main.Access.load(at(Date.now() - 1000))).code, 'expired')
    ok(main.Access.load(at(Date.now() + 60_000)).can('ada', 'createRun'))
  }])
  return tests
}
