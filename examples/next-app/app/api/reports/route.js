import { fromBytes, guard } from 'rolepack/edge'
import { runs } from '../../../lib/runs.js'
import { caller } from '../../../lib/sign-in.js'

export const runtime = 'edge'

/** An edge function may run where no proxy stands before it, so this one has a guard of its own. Its snapshot is that of the build. */
const { fetch: GET } = guard(
  {
    organization: 'acme',
    publicKeys: [process.env.PUBLIC_KEY],
    snapshot: () => fromBytes(async () => (await fetch(new URL('../../../.local/acme.rolepack', import.meta.url))).arrayBuffer()),
    caller,
    routes: { 'GET /api/reports': { any: ['createRun', 'updateRun'], scope: 'anywhere' } },
  },
  (request, env, ctx, { caller }) => Response.json({ for: caller.userId, runs: runs.size }),
)

export { GET }
