// Observable Plot is brought over when the first picture is shown, and once for all of them.
import { useEffect, useState } from 'preact/hooks'

export type Library = typeof import('./plot-library')

export interface Plotting {
  readonly library: Library | undefined
  /** It could not be fetched. */
  readonly failed: boolean
  readonly again: () => void
}

let library: Library | undefined
let coming: Promise<Library> | undefined

export function usePlotting(): Plotting {
  const [, told] = useState(0)
  const [failed, setFailed] = useState(false)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (library) return
    let last = true
    fetched().then(
      () => last && told((count) => count + 1),
      () => last && setFailed(true),
    )
    return () => {
      last = false
    }
  }, [turn])
  const again = () => {
    setFailed(false)
    setTurn(turn + 1)
  }
  return { library, failed: failed && library === undefined, again }
}

function fetched(): Promise<Library> {
  coming ??= import('./plot-library').then((it) => (library = it))
  coming.catch(() => (coming = undefined))
  return coming
}
