import { useEffect, useRef, useSyncExternalStore } from 'react'
import { AccessProvider, useUser } from 'rolepack/react'
import { Floor } from './floor.jsx'
import { signedOut, signOut, useSession } from './session.js'
import { SignIn } from './sign-in.jsx'

export function App() {
  const session = useSession()
  const main = useMoved(session)
  return (
    <>
      <header className="masthead">
        <h1>
          Acme Rockets <span>Shop floor</span>
        </h1>
        {session && <SignedIn {...session.person} />}
      </header>
      <main ref={main} tabIndex={-1}>
        {session ? (
          <AccessProvider access={session.access}>
            <Trouble />
            <Floor />
          </AccessProvider>
        ) : (
          <SignIn />
        )}
      </main>
    </>
  )
}

function SignedIn({ name, title, kiosk }) {
  return (
    <form action={signOut}>
      <p>
        <strong>{name}</strong>
        <span>
          {title}
          {kiosk && ', by badge'}
        </span>
      </p>
      <button>Sign out</button>
    </form>
  )
}

/** Why what is shown may not be the newest, or everything is denied. */
function Trouble() {
  const { error } = useUser()
  const code = error?.code
  // Signed out in another tab: here too.
  useEffect(() => void (code === 'forgotten' && signedOut()), [code])
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  const text = code ? 'What you may do is not known now: there is no connection, or your session has ended.' : online ? '' : 'Offline. What you may do is as of the last time online.'
  return (
    <p className="trouble" role="status">
      {text}
    </p>
  )
}

/** Where what held the focus is gone, it moves on to what stands in its place, and not into nowhere. */
function useMoved(session) {
  const [main, before] = [useRef(null), useRef(session)]
  useEffect(() => {
    if (before.current !== session) main.current.focus({ preventScroll: true })
    before.current = session
  }, [session])
  return main
}

function subscribe(listener) {
  for (const name of ['online', 'offline']) addEventListener(name, listener)
  return () => ['online', 'offline'].forEach((name) => removeEventListener(name, listener))
}
