// A worker that runs the guard's suite in a request, and is one: `guard` itself is made where nothing may be asked for yet.
import { fromBytes, guard } from 'rolepack/edge'
import { pack } from 'rolepack/author'
import { answer } from './guarded.mjs'

const source = { organization: { id: 'acme' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] }
let fetched = 0
const snapshot = () => ({
  async fetch(known) {
    fetched++
    // As long as a place takes that is far away.
    await new Promise((done) => setTimeout(done, 20))
    return fromBytes(pack(source, { expires: Date.now() + 3_600_000 }).bytes).fetch(known)
  },
})

export default guard(
  {
    organization: 'acme',
    snapshot,
    caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null),
    routes: { 'GET /suite': 'public', 'GET /runs': { permission: 'createRun', scope: 'anywhere' } },
  },
  (request) => (request.url.endsWith('/suite') ? answer() : Response.json({ fetched })),
)
