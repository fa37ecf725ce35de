// A signed snapshot, verified with nothing but FORMAT.md and what the platform has: another reader needs no more.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const { subtle } = globalThis.crypto
const root = new URL('../../', import.meta.url)
const snapshot = readFileSync(new URL('tests/golden/acme.v1.signed.rolepack', root))
const [, row] = readFileSync(new URL('src/snapshot/FORMAT.md', root), 'utf8').match(/\| private key \| public key \| key id \|\n\|---\|---\|---\|\n(.*)\n/)
const [, publicKey, keyId] = row.split('|').slice(1, -1).map((cell) => Buffer.from(cell.replace(/[` ]/g, ''), 'hex'))

test('the released signature is that of the key in FORMAT.md, over what FORMAT.md says', async () => {
  assert.deepEqual(Buffer.from(await subtle.digest('SHA-256', publicKey)).subarray(0, 8), keyId)
  assert.deepEqual(snapshot.subarray(12, 20), keyId)
  const key = await subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify'])
  const verifies = async (bytes) => {
    const digest = Buffer.from(await subtle.digest('SHA-256', bytes.subarray(92)))
    const message = Buffer.concat([Buffer.from('rolepack snapshot\0'), bytes.subarray(8, 20), digest])
    assert.equal(message.length, 62)
    return subtle.verify('Ed25519', key, bytes.subarray(28, 92), message)
  }
  assert.equal(await verifies(snapshot), true)
  for (const place of [8, 10, 12, 28, 91, 92, snapshot.length - 1]) {
    const changed = Buffer.from(snapshot)
    changed[place] ^= 1
    assert.equal(await verifies(changed), false, `byte ${place}`)
  }
})
