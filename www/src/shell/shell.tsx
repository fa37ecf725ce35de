import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure } from '../parts/failure'
import { HeldContext } from '../snapshot/held'
import { refusalOf } from '../snapshot/refusal'
import { Drop } from './drop'
import { Frame } from './frame'
import { OpenAnother } from './open-another'
import { Opening } from './opening'
import { OpenerContext, useOpener } from './opener'
import { RouteContext, useAddress } from './route'
import { VIEWS, type View } from './views'
import type { FunctionComponent } from 'preact'

/** The console: what is open, where somebody is in it, and the view of that. */
export function Shell() {
  const opener = useOpener()
  const route = useAddress()
  const view = VIEWS.find(({ id }) => id === route.view)
  useEffect(() => {
    if (!view) location.replace(`#/${VIEWS[0]!.id}`)
  }, [view])
  const { held, opening, refusal } = opener.state
  // Whoever goes elsewhere has read what was refused.
  useEffect(() => {
    if (held && refusal) opener.dismiss()
  }, [route.view, route.thing])
  return (
    <OpenerContext.Provider value={opener}>
      <RouteContext.Provider value={route}>
        <HeldContext.Provider value={held}>
          <Frame>
            {refusal ? (
              <>
                <Failure refusal={refusal} back={held && opener.dismiss} />
                {!held && refusal.code !== 'no-webassembly' && <OpenAnother />}
              </>
            ) : opening ? (
              <Opening {...opening} />
            ) : (
              held && view && <Stage key={view.id} view={view} about={`${route.view}/${route.thing ?? ''}`} />
            )}
          </Frame>
          <Drop />
        </HeldContext.Provider>
      </RouteContext.Provider>
    </OpenerContext.Provider>
  )
}

/** A view, once its code is there. Whoever goes on to another thing reads on at its top. */
function Stage({ view: { id, load }, about }: { view: View; about: string }) {
  const [loaded, setLoaded] = useState<{ View: FunctionComponent } | { error: unknown }>()
  const before = useRef(about)
  useEffect(() => {
    load().then(
      (View) => setLoaded({ View }),
      (error: unknown) => setLoaded({ error }),
    )
  }, [load])
  useEffect(() => {
    if (before.current !== about) toTop()
    before.current = about
  }, [about])
  if (!loaded) return null
  return 'error' in loaded ? <Failure refusal={notLoaded(loaded.error)} /> : <div class={`view view-${id}`}>
      <loaded.View />
    </div>
}

function toTop(): void {
  scrollTo(0, 0)
  document.getElementById('main')?.focus({ preventScroll: true })
}

function notLoaded(error: unknown) {
  const refusal = refusalOf(error)
  return { ...refusal, title: 'This view could not be loaded', help: refusal.help || 'reload the page; if a file could not be fetched, serve the whole build' }
}
