import { randomUUID } from 'node:crypto'

/** Who is signed in. They are forgotten when the server stops; the oldest goes where there are many. */
const sessions = new Map()
const MOST = 1000

/** In place of your identity provider, which would want more than a name. Answers the cookie that stands for it. */
export function signIn(userId, kiosk) {
  const id = randomUUID()
  if (sessions.size >= MOST) sessions.delete(sessions.keys().next().value)
  sessions.set(id, { userId, claims: { kiosk } })
  return cookie(id, 3600)
}

export function signOut(request) {
  sessions.delete(sessionOf(request))
  return cookie('', 0)
}

/** Who makes a request; null without a session. */
export function callerOf(request) {
  return sessions.get(sessionOf(request)) ?? null
}

function sessionOf(request) {
  return /(?:^|; )session=([^;]*)/.exec(request.headers.get('cookie') ?? '')?.[1]
}

function cookie(value, seconds) {
  return `session=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict`
}
