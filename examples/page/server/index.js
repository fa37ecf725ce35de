import { readFile } from 'node:fs/promises'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import { rolepackGuard } from 'rolepack/hono'
import { slices } from 'rolepack/slices'
import { access, organization, publicKeys, source } from './access.js'
import { ACTIONS, nameOf, PEOPLE, placeOf } from './floor.js'
import { callerOf, signIn, signOut } from './sessions.js'

const accessMethod = (request, env, caller) => (caller.claims.kiosk ? 'slideIn' : 'login')

/** What the signed-in user may do, and nothing of anybody else. */
const slice = slices({ access, caller: callerOf, accessMethod, vary: ['Cookie'] })

/** Doing something at a station wants its permission there. */
const doing = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, { permission, right }]) => [`POST /stations/:station/${name}`, { permission, right, scope: ({ params }) => placeOf(params.station) }]),
)

const app = new Hono()
app.use(csrf())
// All that the page needs: its own files, and WebAssembly.
const own = ["'self'"]
app.use(secureHeaders({ contentSecurityPolicy: { defaultSrc: ["'none'"], scriptSrc: [...own, "'wasm-unsafe-eval'"], styleSrc: own, connectSrc: own, imgSrc: ['data:'], formAction: own, baseUri: ["'none'"], frameAncestors: ["'none'"] } }))
app.use(
  rolepackGuard({
    organization,
    publicKeys,
    snapshot: () => source,
    caller: callerOf,
    accessMethod,
    // What is not listed is refused.
    routes: {
      'GET /': 'public',
      'GET /files/*': 'public',
      'GET /rolepack/*': 'public',
      'GET /access/me': 'public',
      'POST /sign-in': 'public',
      'POST /sign-out': 'public',
      ...doing,
    },
  }),
)
app.use('/files/*', serveStatic({ root: 'public' }))
// The package's own files for pages, beside this page's.
app.use('/rolepack/*', serveStatic({ root: 'node_modules/rolepack/dist/page', rewriteRequestPath: (path) => path.slice('/rolepack'.length) }))

app.get('/', async (context) => {
  const caller = callerOf(context.req.raw)
  const page = await readFile(`public/${caller ? 'floor' : 'sign-in'}.html`, 'utf8')
  context.header('cache-control', 'private, no-store')
  return context.html(caller ? page.replace('<!--person-->', PEOPLE.get(caller.userId)) : page)
})
app.get('/access/me', (context) => slice(context.req.raw))
app.post('/sign-in', async (context) => {
  const { person, kiosk } = await context.req.parseBody()
  if (!PEOPLE.has(person)) return context.text('Nobody by that name works here.', 400)
  signOut(context.req.raw)
  return moveOn(context, signIn(person, kiosk === 'on'))
})
app.post('/sign-out', (context) => moveOn(context, signOut(context.req.raw)))
// What the guard has let through.
app.post('/stations/:station/:action', (context) => {
  const { station, action } = context.req.param()
  const { caller, decision } = context.get('granted')
  return context.json({ done: `${nameOf(station)}: ${ACTIONS[action].done}, by ${caller.userId} as ${decision.role}.` })
})

function moveOn(context, cookie) {
  context.header('set-cookie', cookie)
  return context.redirect('/', 303)
}

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: Number(process.env.PORT ?? 3000) }, ({ port }) => console.log(`http://127.0.0.1:${port}`))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.close())
