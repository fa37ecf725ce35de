// What every example server answers: the same routes, whatever serves them.
import assert from 'node:assert/strict'
import { test } from 'node:test'

/** Tests a server. `tokens`: of `ada`, `bob`, and `mia` with the group of the lead operators. */
export function runsIn(place, address, tokens) {
  const ask = asking(address, tokens)
  for (const [user, line, answer, body] of [
    ['', 'GET /healthz', 200],
    ['ada', 'PATCH /runs/7', { changed: '7', at: 'A', by: 'ada', as: 'lead-operator' }],
    ['ada', 'PATCH /runs/8', 403],
    ['ada', 'PATCH /runs/8?plant=A', 403],
    ['ada', 'PATCH /runs/9', 403],
    ['bob', 'PATCH /runs/7', 403],
    ['bob', 'GET /runs', { 7: { plant: 'A' }, 8: { plant: 'B' } }],
    ['mia', 'PATCH /runs/8', { changed: '8', at: 'B', by: 'mia', as: 'lead-operator' }],
    ['', 'PATCH /runs/7', 401],
    ['forged', 'PATCH /runs/7', 401],
    ['', 'GET /nothing', 401],
    ['ada', 'DELETE /runs/7', 403],
    ['bob', 'POST /issues', { created: true, at: 'A' }, '{"plant":"A"}'],
    ['bob', 'POST /issues', 403, '{"plant":"B"}'],
    ['bob', 'POST /issues', 400, '{"plant":"B","plant":"A"}'],
    ['bob', 'POST /issues', 400, '{}'],
  ]) {
    test(`${place}: ${user || 'nobody'}, ${line} ${body ?? ''}`, async () => {
      const { status, told } = await ask(line, user, body)
      if (typeof answer === 'number') assert.equal(status, answer)
      else assert.deepEqual(told, answer)
      assert.equal(status < 400, typeof answer !== 'number' || answer < 400)
    })
  }
}

/** Asks `METHOD /path` as one of them. */
export function asking(address, tokens) {
  return async (line, user, body) => {
    const [method, path] = line.split(' ')
    const headers = { ...(user && { authorization: `Bearer ${tokens[user]}` }), ...(body && { 'content-type': 'application/json' }) }
    const response = await fetch(`${address}${path}`, { method, headers, body })
    const json = /json/.test(response.headers.get('content-type'))
    return { status: response.status, told: json ? await response.json() : await response.text() }
  }
}

/** The tokens of whom the examples know, and one that somebody else has signed. */
export async function everybody({ token }) {
  const [ada, bob, mia] = [await token('ada'), await token('bob'), await token('mia', 'MES-Leads')]
  const [header, , signature] = bob.split('.')
  return { ada, bob, mia, forged: [header, ada.split('.')[1], signature].join('.') }
}
