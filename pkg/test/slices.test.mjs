// Slices of the sample organisation: what they weigh, and whom they name.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { install } from './installed.mjs'

const { full, author, slices: { slices } } = await import(pathToFileURL(join(install(), 'entries.mjs')))
const sample = fileURLToPath(new URL('../../examples/acme-rockets/', import.meta.url))
const names = readdirSync(sample).filter((name) => !/^README|\.expect\.yaml$/.test(name))
const { bytes } = author.pack(Object.fromEntries(names.map((name) => [name, readFileSync(join(sample, name), 'utf8')])), { sequence: 1, at: Date.parse('2026-11-01') })
const access = full.Access.load(bytes)
const { users, groupMappings } = author.unpack(bytes).document
const ids = users.map(({ id }) => id)

async function served(userId, options = {}, identityGroups = []) {
  const response = await slices({ access: () => access, caller: () => ({ userId, identityGroups }), ...options })(new Request('https://acme.example/access/me'))
  assert.equal(response.status, 200)
  return Buffer.from(await response.arrayBuffer())
}

// As servers compress what they send at once; files that lie there are made smaller still.
const weight = (slice) => brotliCompressSync(slice, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length

/** The heaviest slice of them all, in bytes as brotli sends it. */
async function heaviest(slices) {
  const weights = []
  for (const slice of slices) weights.push(weight(await slice))
  return Math.max(...weights)
}

test('a slice of an Operator is at most 1 KiB', async (context) => {
  const operators = users.filter(({ roles = [] }) => roles.some((role) => role === 'operator' || role.role === 'operator'))
  assert.ok(operators.length > 0)
  const most = await heaviest([...operators.map(({ id }) => served(id)), served('newcomer@acme.example', {}, [{ provider: 'okta', group: 'MES-Operators' }])])
  context.diagnostic(`${most} bytes`)
  assert.ok(most <= 1024, `${most} bytes`)
})

test('a slice of anyone is at most 2.5 KiB, whatever group they present', async (context) => {
  const groups = [[], ...groupMappings.map(({ provider, group }) => [{ provider, group }])]
  const most = await heaviest(ids.flatMap((id) => groups.map((presented) => served(id, {}, presented))))
  context.diagnostic(`${most} bytes`)
  assert.ok(most <= 2560, `${most} bytes`)
})

test('a slice that explains is at most 4 KiB', async (context) => {
  const most = await heaviest(ids.map((id) => served(id, { explain: true })))
  context.diagnostic(`${most} bytes`)
  assert.ok(most <= 4096, `${most} bytes`)
})

// No level of the sample lists a person; that one may is told by the suite.
test('a slice names nobody else', async () => {
  for (const { id } of users) {
    for (const options of [{}, { explain: true }]) {
      const slice = await served(id, options)
      const told = users.filter((other) => other.id !== id && [other.id, other.email, other.name, other.employee].some((name) => name && slice.includes(name)))
      assert.deepEqual(told.map((other) => other.id), [], `in the slice of ${id}`)
    }
  }
})
