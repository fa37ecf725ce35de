'use client'
import { useMemo, useState } from 'react'
import { Access } from 'rolepack'

/** Lit where the user may press it. That protects nothing: the request is checked by the proxy. */
export function ChangeRun({ id, plant, slice }) {
  const me = useMemo(() => Access.load(slice, { slice: true, organization: 'acme' }).user(), [slice])
  const [status, setStatus] = useState()
  const change = async () => setStatus((await fetch(`/api/runs/${id}`, { method: 'PATCH' })).status)
  return (
    <p>
      <button disabled={!me.can('updateRun', { resource: { location: plant } })} onClick={change}>
        Change run {id}
      </button>{' '}
      <output>{status}</output>
    </p>
  )
}
