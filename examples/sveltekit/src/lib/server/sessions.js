import { randomUUID } from 'node:crypto'

const COOKIE = 'session'
/** Who is signed in. They are forgotten when the server stops; the oldest goes where there are many. */
const sessions = new Map()
const MOST = 1000

/** In place of your identity provider, which would want more than a name. */
export function signIn(cookies, { userId, kiosk }) {
  const id = randomUUID()
  if (sessions.size >= MOST) sessions.delete(sessions.keys().next().value)
  sessions.set(id, { userId, claims: { kiosk } })
  cookies.set(COOKIE, id, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 3600 })
}

export function signOut(cookies) {
  sessions.delete(cookies.get(COOKIE))
  cookies.delete(COOKIE, { path: '/' })
}

/** Who makes a request; null without a session. */
export function callerOf(cookies) {
  return sessions.get(cookies.get(COOKIE)) ?? null
}
