import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { body } from 'rolepack/edge'
import { rolepackGuard } from 'rolepack/hono'
import { jwt } from 'rolepack/jwt'
import { placeOf, runs } from './runs.mjs'
import { snapshotIn } from './snapshot-in.mjs'

const { ISSUER, AUDIENCE, JWKS, PUBLIC_KEY, PORT = '3000' } = process.env

const app = new Hono()

app.use(
  rolepackGuard({
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
  }),
)

app.get('/healthz', (context) => context.text('well'))
app.get('/runs', (context) => context.json(Object.fromEntries(runs)))
app.patch('/runs/:id', (context) => {
  const { caller, decision, resource } = context.get('granted')
  return context.json({ changed: context.req.param('id'), at: resource.location, by: caller.userId, as: decision.role })
})
// In the place that was checked, whatever else the request says.
app.post('/issues', (context) => context.json({ created: true, at: context.get('granted').resource.location }, 201))

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(PORT) }, ({ port }) => console.log(`http://127.0.0.1:${port}`))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
