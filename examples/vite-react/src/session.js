import { useSyncExternalStore } from 'react'
import { keep } from 'rolepack/keep'
import { PEOPLE } from './floor.js'

const KEY = 'signed-in'

/** Who is signed in, and what they may: a slice that is kept, so that it is there offline and the same in all tabs. Null where nobody is. */
let session = resumed()
const listeners = new Set()

export const useSession = () => useSyncExternalStore(subscribe, () => session)

export async function signIn(id, kiosk) {
  const response = await fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ user: id, ...(kiosk && { kiosk: 'on' }) }) })
  if (!response.ok) throw new Error(`nobody was signed in: ${response.status}`)
  localStorage.setItem(KEY, JSON.stringify({ id, kiosk }))
  change(begun({ id, kiosk }))
}

/** Offline too: then the server is told by nobody, and what was kept here is gone. */
export async function signOut() {
  const { access } = session
  await fetch('/sign-out', { method: 'POST' }).catch(() => {})
  await (await access).forget()
  signedOut()
}

/** Here, or in another tab. */
export function signedOut() {
  localStorage.removeItem(KEY)
  change(null)
}

/** Offline no server says who it is. It proves nothing: the server goes by its cookie. */
function resumed() {
  try {
    return begun(JSON.parse(localStorage.getItem(KEY)))
  } catch {
    return null
  }
}

function begun({ id, kiosk }) {
  const person = PEOPLE.find((one) => one.id === id)
  const access = keep({ organization: 'acme', user: person.id, accessMethod: kiosk ? 'slideIn' : 'login', source: '/access/me' })
  return { person: { ...person, kiosk }, access }
}

function change(next) {
  session = next
  for (const listener of [...listeners]) listener()
}

function subscribe(listener) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
