// The public certification scenario: alice, bob who is an admin, two records of which one is archived.
import { ok, same } from '../check.mjs'
import { action, asking, at, user } from './asked.mjs'

/** The rules of it in dimensions, levels and a group mapping, and nothing else. */
export const certification = {
  organization: { id: 'certification' },
  dimensions: ['record', 'status', 'soft'],
  permissions: [{ key: 'read', kind: 'read' }, { key: 'write' }, { key: 'delete' }],
  roles: [
    { id: 'reader', permissions: ['read'] },
    { id: 'writer', permissions: ['write'] },
    { id: 'eraser', permissions: ['delete'] },
  ],
  users: [
    { id: 'alice', roles: [{ role: 'reader', within: 'all-records' }, { role: 'writer', within: 'active-record' }, { role: 'eraser', within: 'own-record' }] },
    { id: 'bob', roles: [{ role: 'reader', within: 'all-records' }, { role: 'writer', within: 'archive' }] },
  ],
  groupMappings: [{ provider: 'application', group: 'admin', roles: [{ role: 'writer', within: 'archive' }] }],
  accessLevels: [
    { key: 'all-records', company: '*', description: 'Every record', covers: { record: ['record-1', 'record-2'], status: ['*'] } },
    { key: 'active-record', company: '*', description: 'The active record', covers: { record: ['record-1'], status: ['active'] } },
    { key: 'own-record', company: '*', description: 'What may be thrown away and found again', covers: { record: ['record-1'], status: ['active'], soft: ['true'] } },
    { key: 'archive', company: '*', description: 'What was put away', covers: { record: ['record-2'], status: ['archived'] } },
  ],
}

export default function (entries) {
  const { post } = asking(entries, certification, { roles: { provider: 'application' } })
  const [first, second] = [at('record', 'record-1'), at('record', 'record-2')]
  const archived = at('record', 'record-2', { status: 'archived' })
  const admin = user('bob', { role: 'admin' })
  const [read, write] = [action('read'), action('write')]
  const decisions = [
    ['alice reads', user('alice'), read, first, true],
    ['alice writes', user('alice'), write, first, true],
    ['bob reads', user('bob'), read, first, true],
    ['bob does not write', user('bob'), write, first, false],
    ['alice writes what is active', user('alice'), write, at('record', 'record-1', { status: 'active' }), true],
    ['alice does not write what is archived', user('alice'), write, archived, false],
    ['nor the other record, were it called archived', user('alice'), write, at('record', 'record-1', { status: 'archived' }), false],
    ['an admin writes what is archived', admin, write, archived, true],
    ['alice deletes softly', user('alice'), action('delete', { soft: true }), first, true],
    ['and not for good', user('alice'), action('delete', { soft: false }), first, false],
  ]
  const search = (name, endpoint, body, results) => [`authzen certification: ${name}`, async () => {
    const found = (await post(`search/${endpoint}`, body)).body.results
    for (const result of results) ok(found.some((one) => JSON.stringify(one) === JSON.stringify(result)), JSON.stringify([found, result]))
  }]
  return [
    ...decisions.map(([name, subject, what, resource, decision]) => [`authzen certification: ${name}`, async () => {
      for (const context of [undefined, {}, { time: '2025-06-27T18:03-07:00', status: 'active', soft: true }]) {
        const { status, body } = await post('evaluation', { subject, action: what, resource, ...(context && { context }) })
        same([status, body.decision], [200, decision])
      }
    }]),
    ['authzen certification: the same in one request', async () => {
      const evaluations = decisions.map(([, subject, what, resource]) => ({ subject, action: what, resource }))
      const { body } = await post('evaluations', { evaluations })
      same(body.evaluations.map(({ decision }) => decision), decisions.map((row) => row.at(-1)))
    }],
    search('who reads', 'subject', { subject: { type: 'user' }, action: read, resource: first }, [user('alice'), user('bob')]),
    search('what alice reads', 'resource', { subject: user('alice'), action: read, resource: { type: 'record' } }, [first]),
    search('what alice may do', 'action', { subject: user('alice'), resource: first }, [read, write]),
    search('who writes what is archived', 'subject', { subject: { type: 'user' }, action: write, resource: archived }, [user('bob')]),
    search('what an admin writes', 'resource', { subject: admin, action: write, resource: { type: 'record' } }, [second]),
    search('what an admin may do to what is archived', 'action', { subject: admin, resource: archived }, [write]),
  ]
}
