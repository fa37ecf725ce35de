import { useEffect, useState } from 'preact/hooks'
import type { FunctionComponent } from 'preact'
import { Failure } from './page/failure'
import { Loading } from './page/loading'

type State = { readonly Page: FunctionComponent } | { readonly error: unknown } | undefined

/** Brings the engines over, and shows meanwhile that it does. */
export function App() {
  const [state, setState] = useState<State>()
  useEffect(() => {
    import('./floor/floor').then(
      ({ Floor }) => setState({ Page: Floor }),
      (error: unknown) => setState({ error }),
    )
  }, [])
  if (!state) return <Loading />
  return 'error' in state ? <Failure error={state.error} /> : <state.Page />
}
