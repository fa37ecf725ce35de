import { callerOf, COOKIE } from '../../lib/sign-in.js'

/** Takes a token for a session: your identity provider's callback does. The browser keeps it where no script reads it, and sends it from this site alone. */
export async function POST(request) {
  const token = (await request.formData()).get('token')
  const caller = typeof token === 'string' && (await callerOf(token).catch(() => null))
  if (!caller) return new Response('The token is refused.', { status: 401 })
  const headers = { location: '/', 'set-cookie': `${COOKIE}=${token}; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Strict` }
  return new Response(null, { status: 303, headers })
}
