// `Access.open` with keys: what is verified before anything else is read.
import { ok, same } from './check.mjs'
import { organization } from './organization.mjs'
import { failed, later, place, quiet } from './place.mjs'
import { keys, sealed } from './signed.mjs'

export default function ({ main, full, author }) {
  const tests = []
  const test = (name, run) => tests.push([`live: ${name}`, run])
  const { Access } = main
  const pack = (sequence, options) => author.pack(organization, { sequence, ...options }).bytes

  test('with keys nothing is taken but what one of them signed', async () => {
    const [ours, next, theirs] = [await keys(), await keys(), await keys()]
    const signed = await ours.sign(pack(5, { created: 1, expires: later() }))
    const told = { organization: 'acme', publicKeys: [ours.publicKey, next.publicKey], ...quiet }
    const source = place(signed)
    const access = await Access.open(source, told)
    ok(access.can('ada', 'createRun'))
    source.bytes = await next.sign(pack(6, { created: 1, expires: later() }))
    await access.refresh()
    same([access.failure ?? null, access.sequence], [null, 6])
    const flipped = (at) => sealed(signed.map((byte, place) => (place === at ? byte ^ 1 : byte)))
    const cases = [
      ['unsigned', pack(7, { created: 1, expires: later() })],
      ['unsigned', full.Access.load(pack(7)).slice('ada')],
      ['unknown-key', await theirs.sign(pack(7, { created: 1, expires: later() }))],
      ['wrong-signature', flipped(28)],
      ['wrong-signature', flipped(91)],
      ['wrong-signature', flipped(10)],
      ['wrong-signature', flipped(92)],
      ['wrong-signature', flipped(signed.length - 1)],
      ['wrong-signature', sealed(Uint8Array.from([...signed, 0]))],
      ['wrong-signature', sealed(signed.subarray(0, -1))],
      ['wrong-signature', sealed(signed.map((byte, at) => (at >= 28 && at < 92 ? 0 : byte)))],
      ['unknown-key', flipped(12)],
      ['truncated', signed.subarray(0, 91)],
      ['unsupported-version', flipped(8)],
      ['not-a-snapshot', flipped(0)],
    ]
    for (const [code, bytes] of cases) {
      same(await failed(() => Access.open(place(bytes), told)), code)
      source.bytes = bytes
      await access.refresh()
      same([access.failure.code, access.sequence], [code, 6])
    }
    // What begins as that which answers, and was damaged behind its envelope, is no word that nothing is newer.
    const good = await next.sign(pack(7, { created: 1, expires: later() }))
    source.bytes = good
    await access.refresh()
    same([access.failure ?? null, access.sequence], [null, 7])
    source.bytes = good.map((byte, at) => (at === good.length - 1 ? byte ^ 1 : byte))
    await access.refresh()
    same([access.failure?.code, access.sequence, access.can('ada', 'createRun')], ['wrong-signature', 7, true])
    access.close()
    same(await failed(() => Access.open(place(signed), { ...told, organization: 'other' })), 'wrong-organization')
    const unsigned = await Access.open(place(pack(5)), quiet)
    unsigned.close()
  })

  test('what is signed is not followed by what is not, even where nobody asks for signatures', async () => {
    const source = place(await (await keys()).sign(pack(5, { created: 1, expires: later() })))
    const access = await Access.open(source, { organization: 'acme', ...quiet })
    source.bytes = pack(6)
    await access.refresh()
    same([access.failure.code, access.sequence], ['unsigned', 5])
    access.close()
  })

  test('keys in every form, and what is none', async () => {
    const { raw, publicKey, sign } = await keys()
    const source = place(await sign(pack(5, { created: 1, expires: later() })))
    const pem = (label, bytes) => `-----BEGIN ${label}-----\n${btoa(String.fromCharCode(...bytes)).replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`
    const spki = [0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0, ...raw]
    for (const key of [publicKey, `${publicKey}=`, ` ${publicKey}\n`, pem('PUBLIC KEY', spki), pem('PUBLIC KEY', spki).replaceAll('\n', '\r\n')]) {
      (await Access.open(source, { organization: 'acme', publicKeys: [key], ...quiet })).close()
    }
    const weak = ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAIA', '7P________________________________________8']
    const refusals = [
      ...['', 'key', publicKey.slice(1), `${publicKey}A`, publicKey.slice(0, 42) + '_', undefined, 5, pem('PUBLIC KEY', spki.slice(1)), pem('PUBLIC KEY', [...spki, 1]), pem('RSA PUBLIC KEY', spki)].map((key) => [key, 'malformed-key']),
      [pem('PRIVATE KEY', spki), 'private-key'],
      ...weak.map((key) => [key, 'weak-key']),
    ]
    for (const [key, code] of refusals) same(await failed(() => Access.open(source, { organization: 'acme', publicKeys: [publicKey, key], ...quiet })), code, String(key))
  })

  test('bytes of which `slice` is no copy, as of a Buffer, are left as they are', async () => {
    class Bytes extends Uint8Array {
      slice(from, to) {
        return this.subarray(from, to)
      }
    }
    const { publicKey, sign } = await keys()
    // Of every other signature the highest bit of its first half is set, which is no part of the point.
    for (let sequence = 1, seen = 0; seen < 2; sequence++) {
      const signed = await sign(pack(sequence, { created: 1, expires: later() }))
      if (!(signed[59] & 0x80)) continue
      const bytes = new Bytes(signed)
      const access = await Access.open({ fetch: async () => ({ bytes }) }, { ...quiet, organization: 'acme', publicKeys: [publicKey] })
      same([access.sequence, bytes.every((byte, at) => byte === signed[at])], [sequence, true])
      access.close()
      seen++
    }
  })

  return tests
}
