import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure } from '../parts/failure'
import { toMain } from '../parts/focus'
import { Waiting } from '../parts/waiting'
import { HeldContext } from '../snapshot/held'
import { refusalOf, type Refusal } from '../snapshot/refusal'
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
                <Failure refusal={refusal}>
                  {held ? (
                    <button type="button" class="plain" onClick={opener.dismiss}>
                      Back to what was open
                    </button>
                  ) : (
                    !isOpenable(refusal) && <Again />
                  )}
                </Failure>
                {isOpenable(refusal) && <OpenAnother />}
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

/** Nothing else opens either where nothing runs. */
function isOpenable({ code }: Refusal): boolean {
  return code !== 'no-webassembly'
}

function Again() {
  return (
    <button type="button" class="plain" onClick={() => location.reload()}>
      Load the page again
    </button>
  )
}

/** A view, once its code is there. Whoever goes on to another thing reads on at its top. */
function Stage({ view: { id, title, load }, about }: { view: View; about: string }) {
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
  useEffect(() => scrollTo(0, 0), [])
  if (!loaded) {
    return (
      <div class="coming">
        <Waiting>
          <p>Fetching the view “{title}”.</p>
        </Waiting>
      </div>
    )
  }
  if ('error' in loaded) {
    return (
      <Failure refusal={notLoaded(loaded.error)}>
        <Again />
      </Failure>
    )
  }
  return (
    <div class={`view view-${id}`}>
      <loaded.View />
    </div>
  )
}

function toTop(): void {
  scrollTo(0, 0)
  toMain()
}

function notLoaded(error: unknown) {
  const refusal = refusalOf(error)
  return { ...refusal, title: 'This view could not be loaded', help: refusal.help || 'load the page again; if a file could not be fetched, serve the whole build' }
}
