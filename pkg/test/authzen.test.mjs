// AuthZEN on random organisations: what is evaluated is what the snapshot decides, and what is found is all that is allowed and nothing else.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'
import { organizationOf, random } from './random.mjs'

const { main, full, author, authzen: { authzen } } = await import(pathToFileURL(join(install(), 'entries.mjs')))
const ORGANIZATIONS = 60
const OKTA = { provider: 'okta' }

/** One random organisation, and what can be asked of it. */
function world(seed) {
  const draw = random(seed)
  const source = organizationOf(draw)
  const { bytes } = author.pack(source, { sequence: 1 })
  const access = full.Access.load(bytes)
  const given = draw(2) ? access : main.Access.load(bytes)
  const pdp = authzen({ access: () => given, types: { app: 'unscoped' }, roles: OKTA, maxResults: 7 })
  const ask = async (endpoint, body) => {
    const headers = { 'content-type': 'application/json' }
    const response = await pdp(new Request(`https://pdp.example/access/v1/${endpoint}`, { method: 'POST', headers, body: JSON.stringify(body) }))
    assert.equal(response.status, 200, JSON.stringify(body))
    return response.json()
  }
  const one = (list) => list[draw(list.length)]
  const dimensions = ['location', 'tool', 'company', ...source.dimensions]
  const values = ['A', 'B', 'C', 'D', 'u1', 'mail2', 'Z', ...source.users.map(({ id }) => id)]
  const grants = source.permissions.flatMap(({ key, rights }) => (rights?.length ? rights.map((right) => ({ key, right })) : [{ key }]))
  const asker = () => ({ user: one([...source.users.map(({ id }) => id), 'stranger']), groups: source.groupMappings.filter(({ provider }) => provider === 'okta' && draw(2)).map(({ group }) => group) })
  const place = (except) => Object.fromEntries(dimensions.filter((name) => name !== except && draw(4) === 0).map((name) => [name, one(values)]))
  return { access, ask, one, source, dimensions, values, grants, asker, place }
}

const subjectOf = ({ user, groups }) => ({ type: 'user', id: user, properties: { roles: groups } })
const actionOf = ({ key, right }) => ({ name: key, ...(right && { properties: { right } }) })
const requestOf = ({ user, groups }, { key, right }, resource) => ({ user, permission: key, ...(right && { right }), resource, identityGroups: groups.map((group) => ({ ...OKTA, group })) })
const text = (results) => results.map((result) => JSON.stringify(result)).sort()

/** All results, page by page. */
async function all(ask, kind, body) {
  const found = []
  for (let token; token !== ''; ) {
    const { results, page, context } = await ask(`search/${kind}`, { ...body, page: token === undefined ? {} : { token } })
    if (context?.all) return undefined
    found.push(...results)
    token = page.next_token
    assert.equal(page.count, results.length)
    if (token === '') assert.equal(found.length, page.total)
  }
  return found
}

test('an evaluation is what the snapshot decides', async () => {
  let allowed = 0
  for (let seed = 1; seed <= ORGANIZATIONS; seed++) {
    const { access, ask, one, dimensions, values, grants, asker, place } = world(seed)
    for (let round = 0; round < 20; round++) {
      const [who, grant, dimension, id] = [asker(), one(grants), one(dimensions), one(values)]
      const properties = place(dimension)
      const expected = (resource) => {
        const { allowed, reason } = access.check(requestOf(who, grant, resource))
        return allowed ? { decision: true } : { decision: false, context: { reason } }
      }
      const subject = subjectOf(who)
      const asked = [
        [{ subject, action: actionOf(grant), resource: { type: dimension, id, properties } }, expected({ ...properties, [dimension]: id })],
        [{ subject, action: actionOf(grant), resource: { type: 'app', id, properties } }, expected(properties)],
        ...(grant.right ? [[{ subject, action: { name: grant.right }, resource: { type: grant.key, id, properties } }, expected(properties)]] : []),
      ]
      for (const [body, answer] of asked) assert.deepEqual(await ask('evaluation', body), answer, `${seed} ${JSON.stringify(body)}`)
      const { evaluations } = await ask('evaluations', { evaluations: asked.map(([body]) => body) })
      assert.deepEqual(evaluations, asked.map(([, answer]) => answer))
      allowed += evaluations.filter(({ decision }) => decision).length
    }
  }
  assert.ok(allowed > 200, `${allowed} were allowed`)
})

test('what is found is what is allowed', async () => {
  const seen = { subject: 0, resource: 0, action: 0, all: 0 }
  for (let seed = 1; seed <= ORGANIZATIONS; seed++) {
    const { access, ask, one, source, dimensions, values, grants, asker, place } = world(seed)
    for (let round = 0; round < 6; round++) {
      const [who, grant, type, id] = [asker(), one(grants), one(dimensions), one(values)]
      const [subject, action, properties] = [subjectOf(who), actionOf(grant), place(type)]
      const can = (asker, asked, resource) => access.check(requestOf(asker, asked, resource)).allowed
      const told = `${seed} ${JSON.stringify([subject, action, type, id, properties])}`

      const subjects = await all(ask, 'subject', { subject: { type: 'user' }, action, resource: { type, id, properties } })
      const may = source.users.filter((user) => can({ user: user.id, groups: [] }, grant, { ...properties, [type]: id }))
      assert.deepEqual(text(subjects), text(may.map((user) => ({ type: 'user', id: user.id }))), told)

      const resources = await all(ask, 'resource', { subject, action, resource: { type, properties } })
      const places = values.filter((value) => can(who, grant, { ...properties, [type]: value }))
      if (resources) assert.deepEqual([...new Set(places)].filter((value) => !resources.some((found) => found.id === value)), [], told)
      else assert.deepEqual(places, values, told)
      for (const found of resources ?? []) assert.ok(can(who, grant, { ...properties, [type]: found.id }), told)

      const actions = await all(ask, 'action', { subject, resource: { type, id, properties } })
      const doable = grants.filter((other) => can(who, other, { ...properties, [type]: id })).map(actionOf)
      assert.deepEqual(text(actions), text(doable), told)

      seen.subject += subjects.length
      seen.resource += resources?.length ?? 0
      seen.all += resources ? 0 : 1
      seen.action += actions.length
    }
  }
  for (const [kind, count] of Object.entries(seen)) assert.ok(count > 30, `${kind}: ${count}`)
})
