import express from 'express'
import { body } from 'rolepack/edge'
import { rolepackGuard } from 'rolepack/express'
import { jwt } from 'rolepack/jwt'
import { placeOf, runs } from './runs.mjs'
import { snapshotIn } from './snapshot-in.mjs'

const { ISSUER, AUDIENCE, JWKS, PUBLIC_KEY, PORT = '3000' } = process.env

const app = express()

// Before whatever parses bodies: in what was parsed, a key that stood twice is seen no more.
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

app.get('/healthz', (request, response) => response.send('well'))
app.get('/runs', (request, response) => response.json(Object.fromEntries(runs)))
app.patch('/runs/:id', (request, response) => {
  const { caller, decision, resource } = response.locals.granted
  response.json({ changed: request.params.id, at: resource.location, by: caller.userId, as: decision.role })
})
// In the place that was checked, whatever else the request says.
app.post('/issues', (request, response) => response.status(201).json({ created: true, at: response.locals.granted.resource.location }))

const server = app.listen(Number(PORT), '127.0.0.1', (error) => {
  if (error) throw error
  console.log(`http://127.0.0.1:${server.address().port}`)
})
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
