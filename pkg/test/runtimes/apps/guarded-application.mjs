// What a guard stands before, where tests send bytes to it: it says where it was asked, as its runtime tells it.
import { body, fromBytes, guard } from 'rolepack/edge'
import { pack } from 'rolepack/author'

const source = {
  organization: { id: 'acme' },
  permissions: [{ key: 'createRun' }, { key: 'closeRun' }],
  roles: [{ id: 'operator', permissions: ['createRun'] }],
  users: [{ id: 'ada', roles: ['operator'] }],
  accessLevels: [{ company: 'ACME', key: 'a', description: 'A', isDefault: true, locations: ['A'] }],
}
let fetched = 0

export const application = guard(
  {
    organization: 'acme',
    snapshot: () => ({
      async fetch(known) {
        fetched++
        // As long as a place takes that is far away.
        await new Promise((done) => setTimeout(done, 20))
        return fromBytes(pack(source, { expires: Date.now() + 3_600_000 }).bytes).fetch(known)
      },
    }),
    caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null),
    routes: {
      'GET /*': 'public',
      'GET /:page': 'public',
      'GET /admin': { permission: 'closeRun', scope: 'anywhere' },
      'GET /admin/:id': { permission: 'closeRun', scope: 'anywhere' },
      'GET /runs': { permission: 'createRun', scope: 'anywhere' },
      'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) },
    },
    bodyTimeout: 1500,
  },
  async (request, env, ctx, { resource }) => Response.json({ path: new URL(request.url).pathname, fetched, resource, text: await request.text() }),
)
