import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { Access } from 'rolepack/full'
import { rolepackGuard } from 'rolepack/hono'
import { render } from '../dist/server/render.js'
import { ACTIONS, PEOPLE, placeOf, STATIONS } from '../src/floor.js'
import { access, organization, publicKeys, source } from './access.js'
import { callerOf, signIn, signOut } from './sessions.js'

const template = await readFile('dist/client/index.html', 'utf8')

/** Doing something at a station wants its permission there. */
const doing = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, { permission, right }]) => [`POST /stations/:station/${name}`, { permission, right, scope: ({ params }) => placeOf(params.station) }]),
)
const methodOf = ({ claims }) => (claims.kiosk ? 'slideIn' : 'login')

const app = new Hono()
app.use(csrf())
app.use(
  rolepackGuard({
    organization,
    publicKeys,
    snapshot: () => source,
    caller: callerOf,
    accessMethod: (request, env, caller) => methodOf(caller),
    // What is not listed is refused.
    routes: {
      'GET /': 'public',
      'GET /assets/*': 'public',
      'POST /sign-in': 'public',
      'POST /sign-out': 'public',
      ...doing,
    },
  }),
)
app.use('/assets/*', serveStatic({ root: 'dist/client' }))

app.get('/', async (context) => context.html(await render(template, await told(callerOf(context.req.raw)))))
app.post('/sign-in', async (context) => {
  const { person, kiosk } = await context.req.parseBody()
  if (!PEOPLE.some(({ id }) => id === person)) return context.text('Nobody by that name works here.', 400)
  signOut(context.req.raw)
  return moveOn(context, signIn(person, kiosk === 'on'), { userId: person, claims: { kiosk: kiosk === 'on' } })
})
app.post('/sign-out', (context) => moveOn(context, signOut(context.req.raw), null))
// What the guard has let through.
app.post('/stations/:station/:action', (context) => {
  const { station, action } = context.req.param()
  const { caller, decision } = context.get('granted')
  return context.json({ done: `${STATIONS.find(({ id }) => id === station).name}: ${ACTIONS[action].done}, by ${caller.userId} as ${decision.role}.` })
})

/** What a page is told: who is signed in, and what they may do, and nothing of anybody else. */
async function told(caller) {
  if (!caller) return {}
  const { userId, claims } = caller
  const slice = await (await access()).slice(userId, { accessMethod: methodOf(caller) })
  return { slice: Access.load(slice, { slice: true }).serialize(), person: { ...PEOPLE.find(({ id }) => id === userId), kiosk: claims.kiosk } }
}

/** Sets the cookie. The page itself asks for JSON and shows who is signed in now; a form that is sent without it comes back to the page. */
async function moveOn(context, cookie, caller) {
  context.header('set-cookie', cookie)
  return context.req.header('accept') === 'application/json' ? context.json(await told(caller)) : context.redirect('/', 303)
}

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }, ({ port }) => console.log(`http://127.0.0.1:${port}`))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
