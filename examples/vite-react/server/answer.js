import { guard } from 'rolepack/edge'
import { slices } from 'rolepack/slices'
import { ACTIONS, PEOPLE, placeOf, STATIONS } from '../src/floor.js'
import { access, organization, publicKeys, source } from './access.js'
import { callerOf, signIn, signOut } from './sessions.js'

const accessMethod = (request, env, caller) => (caller.claims.kiosk ? 'slideIn' : 'login')

/** What the signed-in user may do, and nothing of anybody else. */
const slice = slices({ access, caller: callerOf, accessMethod, vary: ['Cookie'] })

/** Doing something at a station wants its permission there. */
const doing = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, { permission, right }]) => [`POST /stations/:station/${name}`, { permission, right, scope: ({ params }) => placeOf(params.station) }]),
)

const { fetch } = guard(
  {
    organization,
    publicKeys,
    snapshot: () => source,
    caller: callerOf,
    accessMethod,
    // What is not listed is refused.
    routes: { 'GET /access/me': 'public', 'POST /sign-in': 'public', 'POST /sign-out': 'public', ...doing },
  },
  async (request, env, context, granted) => {
    const [, first, station, action] = new URL(request.url).pathname.split('/')
    if (first === 'access') return slice(request)
    if (first === 'sign-out') return signOut(request)
    if (first === 'sign-in') {
      const { user, kiosk } = Object.fromEntries(await request.formData())
      return PEOPLE.some(({ id }) => id === user) ? signIn(request, { userId: user, kiosk: kiosk === 'on' }) : new Response(null, { status: 400 })
    }
    const { name } = STATIONS.find(({ id }) => id === station)
    return Response.json({ done: `${name}: ${ACTIONS[action].done}, by ${granted.caller.userId} as ${granted.decision.role}.` })
  },
)

/** Whether an address is answered here, and is no file of the page. */
export const answers = (url) => /^\/(access|sign-in|sign-out|stations)(\/|$)/.test(url)

export const answer = (request) => fetch(request)
