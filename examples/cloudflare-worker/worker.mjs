import { env } from 'cloudflare:workers'
import { body, fromKV, guard } from 'rolepack/edge'
import { jwt } from 'rolepack/jwt'
import { placeOf, runs } from './runs.mjs'

// Made where the worker starts, from its variables: what is wrong with them is found when it is deployed. Nothing is fetched until there is a request.
export default guard(
  {
    organization: 'acme',
    publicKeys: [env.PUBLIC_KEY],
    snapshot: ({ ACCESS }) => fromKV(ACCESS, 'current'),
    refreshEvery: Number(env.REFRESH_EVERY),
    caller: jwt({
      issuer: env.ISSUER,
      audience: env.AUDIENCE,
      algorithms: ['ES256'],
      jwks: env.JWKS && JSON.parse(env.JWKS),
      identityGroups: { provider: 'okta', claim: 'groups' },
    }),
    // What is not listed is refused.
    routes: {
      'GET /healthz': 'public',
      'GET /runs': { any: ['updateRun', 'updateRunStep'], scope: 'anywhere' },
      'PATCH /runs/:id': { permission: 'updateRun', scope: ({ params }) => placeOf(params.id) },
      'POST /issues': { permission: 'createIssue', scope: body({ location: 'plant' }) },
    },
  },
  answer,
)

/** Answers what the guard let through: by the route and the place that it checked, whatever else the request says. */
function answer(request, env, ctx, { route, params, resource, caller, decision }) {
  switch (route) {
    case 'GET /healthz':
      return new Response('well')
    case 'GET /runs':
      return Response.json(Object.fromEntries(runs))
    case 'PATCH /runs/:id':
      return Response.json({ changed: params.id, at: resource.location, by: caller.userId, as: decision.role })
    case 'POST /issues':
      return Response.json({ created: true, at: resource.location }, { status: 201 })
  }
}
