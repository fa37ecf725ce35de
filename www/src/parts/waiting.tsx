import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** What takes less is not worth a word, in milliseconds. */
const SOON = 150

/** Stands where something is awaited that takes longer than a moment. It is there before it says anything, so that it is read out. */
export function Waiting({ children }: { children: ComponentChildren }) {
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SOON)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class="waiting" role="status">
      {long && (
        <>
          <div class="scale" aria-hidden="true" />
          {children}
        </>
      )}
    </div>
  )
}
