import { body, guard } from 'rolepack/edge'
import { jwt } from 'rolepack/jwt'
import { placeOf, runs } from './runs.mjs'
import { snapshotIn } from './snapshot-in.js'

const [ISSUER, AUDIENCE, JWKS, PUBLIC_KEY, PORT = '3000'] = ['ISSUER', 'AUDIENCE', 'JWKS', 'PUBLIC_KEY', 'PORT'].map((name) => Deno.env.get(name))

const { fetch } = guard(
  {
    organization: 'acme',
    publicKeys: [PUBLIC_KEY],
    snapshot: () => snapshotIn('.local/acme.rolepack'),
    caller: jwt({
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ['ES256'],
      jwks: JWKS && JSON.parse(JWKS),
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

const server = Deno.serve({ hostname: '127.0.0.1', port: Number(PORT), onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) }, (request) => fetch(request))
for (const signal of ['SIGINT', 'SIGTERM']) Deno.addSignalListener(signal, () => server.shutdown())
