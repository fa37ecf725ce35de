'use client'
import { useState } from 'react'
import { useCan } from 'rolepack/react'

/** Lit where the user may press it. That protects nothing: the request is checked by the proxy. */
export function ChangeRun({ id, plant }) {
  const { allowed } = useCan('updateRun', { resource: { location: plant } })
  const [status, setStatus] = useState()
  const change = async () => setStatus((await fetch(`/api/runs/${id}`, { method: 'PATCH' })).status)
  return (
    <p>
      <button disabled={!allowed} onClick={change}>
        Change run {id}
      </button>{' '}
      <output>{status}</output>
    </p>
  )
}
