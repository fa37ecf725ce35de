import { randomUUID } from 'node:crypto'

/** Who is signed in. They are forgotten when the server stops; the oldest goes where there are many. */
const sessions = new Map()
const MOST = 1000
const SHIFT = 12 * 3600

const idOf = (request) => /(?:^|; )session=([-0-9a-f]{36})/.exec(request.headers.get('cookie'))?.[1]
const cookie = (id, seconds) => ({ 'set-cookie': `session=${id}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict` })

/** Who makes a request; null without a session. */
export const callerOf = (request) => sessions.get(idOf(request)) ?? null

/** In place of your identity provider, which would want more than a name. */
export function signIn(request, { userId, kiosk }) {
  sessions.delete(idOf(request))
  if (sessions.size >= MOST) sessions.delete(sessions.keys().next().value)
  const id = randomUUID()
  sessions.set(id, { userId, claims: { kiosk } })
  return new Response(null, { status: 204, headers: cookie(id, SHIFT) })
}

export function signOut(request) {
  sessions.delete(idOf(request))
  return new Response(null, { status: 204, headers: cookie('', 0) })
}
