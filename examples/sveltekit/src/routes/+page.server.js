import { fail } from '@sveltejs/kit'
import { Access } from 'rolepack/full'
import { PEOPLE } from '../lib/floor.js'
import { access } from '../lib/server/access.js'
import { callerOf, signIn, signOut } from '../lib/server/sessions.js'

export async function load({ cookies }) {
  const caller = callerOf(cookies)
  if (!caller) return {}
  const { userId, claims } = caller
  // What the signed-in user may do, and nothing of anybody else: this may go to the browser.
  const slice = await (await access()).slice(userId, { accessMethod: claims.kiosk ? 'slideIn' : 'login' })
  return { slice: Access.load(slice, { slice: true }).serialize(), person: { ...PEOPLE.find(({ id }) => id === userId), kiosk: claims.kiosk } }
}

export const actions = {
  async signIn({ cookies, request }) {
    const form = await request.formData()
    const userId = form.get('person')
    if (!PEOPLE.some(({ id }) => id === userId)) return fail(400)
    signOut(cookies)
    signIn(cookies, { userId, kiosk: form.has('kiosk') })
  },
  signOut({ cookies }) {
    signOut(cookies)
  },
}
