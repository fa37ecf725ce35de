import { guard } from 'rolepack/edge'
import { ACTIONS, placeOf } from './lib/floor.js'
import { organization, publicKey, source } from './lib/server/access.js'
import { callerOf } from './lib/server/sessions.js'

/** Doing something at a station wants its permission there. */
const doing = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, { permission, right }]) => [`POST /stations/:station/${name}`, { permission, right, scope: ({ params }) => placeOf(params.station) }]),
)

// Before all that the application serves.
const { fetch } = guard(
  {
    organization,
    publicKeys: [publicKey],
    snapshot: () => source,
    caller: (request, { event }) => callerOf(event.cookies),
    accessMethod: (request, env, caller) => (caller.claims.kiosk ? 'slideIn' : 'login'),
    // What is not listed is refused.
    routes: {
      'GET /': 'public',
      'GET /__data.json': 'public',
      'POST /': 'public',
      ...doing,
    },
  },
  (request, { event, resolve }, context, granted) => {
    event.locals.granted = granted
    return resolve(event)
  },
)

export const handle = ({ event, resolve }) => fetch(event.request, { event, resolve })
