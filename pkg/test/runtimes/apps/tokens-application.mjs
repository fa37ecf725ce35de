// A guard that knows callers by the tokens of an issuer at an address.
import { pack } from 'rolepack/author'
import { fromBytes, guard } from 'rolepack/edge'
import { jwt } from 'rolepack/jwt'

const source = { organization: { id: 'acme' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }, { id: 'eve' }], groupMappings: [{ provider: 'okta', group: 'Ops', roles: ['operator'] }] }

export function guarded(issuer) {
  return guard(
    {
      organization: 'acme',
      snapshot: () => fromBytes(pack(source).bytes),
      caller: jwt({ issuer, audience: 'mes', algorithms: ['ES256'], identityGroups: { provider: 'okta', claim: 'groups' } }),
      routes: { 'GET /runs': { permission: 'createRun', scope: 'anywhere' } },
      report: () => {},
      tellReason: true,
    },
    (request, env, ctx, { caller }) => Response.json({ user: caller.userId }),
  )
}
