// The reader in plain TypeScript against the module: on random organisations, and on bytes that were spoilt and sealed again. What one refuses
// the other refuses, by the same code, and every answer is the same. `ROUNDS=1000 SEED=7` tries for longer, and elsewhere.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { install } from './installed.mjs'
import { organizationOf, random, requestOf } from './random.mjs'

const folder = install()
const { main, full, author, js } = await import(pathToFileURL(join(folder, 'entries.mjs')))
const rounds = Number(process.env.ROUNDS ?? 4)
const first = Number(process.env.SEED ?? 1)

const opened = (Access, bytes, options) => {
  try {
    return { access: Access.load(bytes, options) }
  } catch (error) {
    if (error.name !== 'LoadError') throw error
    return { refused: error.code }
  }
}
const header = ({ organization, sequence, created, expires, nextChange, scoping, kind }) => ({ organization, sequence, created, expires, nextChange, scoping, kind })

/** Asks both the same. */
function compare(one, other, source, draw, requests, told) {
  assert.deepEqual(header(other), header(one), told)
  for (let at = 0; at < requests; at++) {
    const request = requestOf(source, draw)
    const expected = one.check(request)
    const about = `${told}: ${inspect(request)}`
    assert.deepEqual(other.check(request), expected, about)
    assert.equal(other.can(request), expected.allowed, about)
    let parts
    try {
      parts = { ...request }
    } catch {
      continue
    }
    const { user, permission, right, resource, ...presented } = parts
    assert.equal(other.can(user, permission), one.can(user, permission), about)
    if (at % 8) continue
    const options = { ...('right' in parts && { right }), ...('resource' in parts && { resource }) }
    const [ours, theirs] = [one.user(user, presented), other.user(user, presented)]
    assert.equal(theirs.id, ours.id, about)
    assert.deepEqual(theirs.check(permission, options), ours.check(permission, options), about)
    assert.equal(theirs.can(permission, options), ours.can(permission, options), about)
    assert.equal(theirs.can(other.permission(permission, right)), ours.can(one.permission(permission, right)), about)
    assert.equal(theirs.can(permission), ours.can(permission), about)
    assert.deepEqual(theirs.permissions(), ours.permissions(), about)
    assert.deepEqual(theirs.rights(permission), ours.rights(permission), about)
  }
  const [ours, theirs] = [one.user(), other.user()]
  assert.deepEqual([theirs.id, theirs.permissions()], [ours.id, ours.permissions()], told)
}

/** The snapshots of one random organisation: whole, its slices and shards. */
function snapshots(seed) {
  const draw = random(seed)
  const source = organizationOf(draw)
  const { bytes } = author.pack(source, { at: 0, sequence: draw(5), labels: draw(3) > 0, ...(draw(3) === 0 && { created: 5, expires: 4e12 }) })
  const whole = full.Access.load(bytes)
  const made = [[bytes, {}]]
  for (const { id } of source.users.slice(0, 3)) {
    const options = { explain: draw(2) === 0, labels: draw(2) === 0, accessMethod: draw(2) ? 'login' : 'slideIn', identityGroups: source.groupMappings.slice(0, draw(3)).map(({ provider, group }) => ({ provider, group })) }
    made.push([whole.slice(id, options), { slice: true }])
  }
  made.push([whole.slice('a stranger', {}), { slice: true }], [whole.shard('', source.users[1]?.id ?? 'm'), {}], [whole.shard('u1', ''), {}])
  return { source, made, draw }
}

const reasons = new Map()
test('random organisations', (context) => {
  for (let seed = first; seed < first + rounds; seed++) {
    const { source, made, draw } = snapshots(seed)
    made.forEach(([bytes, options], at) => {
      const [one, other] = [main, js].map(({ Access }) => Access.load(bytes, options))
      compare(one, other, source, draw, at ? 60 : 250, `seed ${seed}, snapshot ${at}`)
      for (let at = 0; at < 100; at++) {
        const { reason } = one.check(requestOf(source, draw))
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
      }
      for (const wrong of [{}, { slice: true }, { organization: 'other' }, { minSequence: 3 }, { now: 5e12 }, { now: 0 }]) {
        assert.deepEqual(opened(js.Access, bytes, wrong).refused, opened(main.Access, bytes, wrong).refused, JSON.stringify(wrong))
      }
    })
  }
  context.diagnostic([...reasons].map(([reason, count]) => `${reason} ${count}`).join(', '))
  assert.equal(reasons.size, 12, 'every reason comes up')
})

const LOW = 0x9e3779b97f4a7c15n
const HIGH = 0xc2b2ae3d27d4eb4fn
const wrapped = (number) => BigInt.asUintN(64, number)

/** Gives the bytes the checksum that FORMAT.md says. */
function seal(bytes) {
  if (bytes.length < 28) return
  const rest = new Uint8Array(Math.ceil((bytes.length - 28) / 8) * 8)
  rest.set(bytes.subarray(28))
  const words = new DataView(rest.buffer)
  let hash = 0x243f6a8885a308d3n ^ BigInt(bytes.length - 28)
  for (let at = 0; at < rest.length; at += 8) {
    const mixed = hash ^ words.getBigUint64(at, true)
    const high = wrapped((mixed >> 32n) * HIGH)
    hash = wrapped((mixed & 0xffffffffn) * LOW) ^ wrapped((high << 32n) | (high >> 32n))
  }
  new DataView(bytes.buffer).setBigUint64(20, hash, true)
}

/** One thing or a few done to the bytes. */
function spoilt(bytes, draw) {
  let spoilt = [...bytes]
  for (let left = 1 + draw(2); left--; ) {
    // Half of it where the envelope and the header are: the rest is longer.
    const at = draw(4) ? 92 + draw(spoilt.length - 91) : draw(140)
    const odd = () => [0, 1, 2, 3, 9, 10, 31, 32, 127, 128, 159, 194, 224, 237, 240, 244, 255, draw(256)][draw(18)]
    switch (draw(6)) {
      case 0:
        spoilt[at] ^= 1 << draw(8)
        break
      case 1:
        spoilt[at] = odd()
        break
      case 2:
        spoilt.splice(at, 0, ...Array.from({ length: 1 + draw(3) }, odd))
        break
      case 3:
        spoilt.splice(at, 1 + draw(3))
        break
      case 4:
        spoilt[at] += draw(3) - 1
        break
      default:
        // A number written longer than it need be.
        if (spoilt[at] < 128) spoilt.splice(at, 1, spoilt[at] | 128, ...[[0], [128, 0], [128, 128, 128, 0], [128, 128, 128, 128, 0]][draw(4)])
    }
  }
  if (draw(40) === 0) spoilt = spoilt.slice(0, draw(spoilt.length))
  return Uint8Array.from(spoilt)
}

test('bytes that were spoilt', (context) => {
  const codes = new Map()
  for (let seed = first; seed < first + rounds; seed++) {
    const { source, made, draw } = snapshots(seed)
    for (let at = 0; at < 1000; at++) {
      const [bytes, options] = made[draw(made.length)]
      const hostile = spoilt(bytes, draw)
      if (draw(20)) seal(hostile)
      const told = `seed ${seed}, try ${at}`
      const [one, other] = [main, js].map(({ Access }) => opened(Access, hostile, options))
      assert.equal(other.refused, one.refused, `${told}: ${Buffer.from(hostile).toString('hex')}`)
      codes.set(one.refused, (codes.get(one.refused) ?? 0) + 1)
      if (one.access) compare(one.access, other.access, source, draw, 6, told)
    }
  }
  context.diagnostic([...codes].map(([code, count]) => `${code ?? 'taken'} ${count}`).join(', '))
  assert.ok(codes.get(undefined) > 100 && codes.get('corrupt') > 100)
})

test('without WebAssembly the main entry and the slim one say so, and this one answers', () => {
  const { bytes } = author.pack({ organization: { id: 'acme' }, permissions: [{ key: 'p' }], roles: [{ id: 'r', permissions: ['p'] }], users: [{ id: 'u', roles: ['r'] }] })
  const script = `
    delete globalThis.WebAssembly
    const bytes = Uint8Array.from(${JSON.stringify([...bytes])})
    const [main, js, slim] = await Promise.all(['rolepack', 'rolepack/js', 'rolepack/slim'].map((entry) => import(entry)))
    for (const attempt of [() => main.Access.load(bytes), () => slim.initialize(bytes)]) {
      try {
        await attempt()
      } catch (error) {
        console.log(error.name, error.code, error.help)
      }
    }
    console.log(js.Access.load(bytes).can('u', 'p'))
  `
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' })
  assert.match(printed, /^(RolepackError no-webassembly .*'wasm-unsafe-eval'.*rolepack\/js.*\n){2}true\n$/)
})
