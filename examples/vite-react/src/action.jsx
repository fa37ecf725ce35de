import { useId } from 'react'
import { useCan } from 'rolepack/react'
import { ACTIONS, inWords } from './floor.js'

/** A button that is lit, or says why it is not. */
export function Action({ station, name, say }) {
  const { label, permission, right } = ACTIONS[name]
  const { allowed, pending, reason } = useCan(permission, { right, resource: station.resource })
  const id = useId()

  // A lit button protects nothing; the request that it makes is checked by the guard.
  async function press() {
    if (!allowed) return
    const response = await fetch(`/stations/${station.id}/${name}`, { method: 'POST' }).catch(() => null)
    say(!response ? 'No connection: nothing was done.' : response.ok ? (await response.json()).done : `Refused: ${response.status}`)
  }

  // Disabled by `aria-disabled`, so that the keyboard reaches it and its reason is read out.
  return (
    <>
      <button type="button" onClick={press} aria-disabled={!allowed} aria-describedby={allowed ? undefined : id}>
        {label}
      </button>
      {!allowed && <small id={id}>{pending ? 'One moment …' : inWords(reason)}</small>}
    </>
  )
}
