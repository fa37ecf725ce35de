import { NextResponse } from 'next/server'
import { guard } from 'rolepack/edge'
import { placeOf } from './lib/runs.js'
import { caller } from './lib/sign-in.js'
import { snapshotIn } from './lib/snapshot-in.js'

// Before all that the application serves. No `matcher`: what it leaves out is guarded by nobody.
const { fetch } = guard(
  {
    organization: 'acme',
    publicKeys: [process.env.PUBLIC_KEY],
    snapshot: () => snapshotIn('.local/acme.rolepack'),
    caller,
    // What is not listed is refused.
    routes: {
      'GET /': 'public',
      'GET /_next/*': 'public',
      'POST /sign-in': 'public',
      'PATCH /api/runs/:id': { permission: 'updateRun', scope: ({ params }) => placeOf(params.id) },
      // It guards itself.
      'GET /api/reports': 'public',
    },
  },
  () => NextResponse.next(),
)

export const proxy = (request) => fetch(request)
