// Where in the console somebody is: `#/view/thing?query`. In the hash, so that any host of static files serves every address.
import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

export interface Route {
  readonly view: string
  /** Whom or what the view is about; absent where it is about all. */
  readonly thing: string | undefined
  readonly query: URLSearchParams
}

/** What a query says: a text, several, or nothing. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

export function href(view: string, thing?: string, query: Query = {}): string {
  const path = thing === undefined ? view : `${view}/${encodeURIComponent(thing)}`
  const asked = write(new URLSearchParams(), query).toString()
  return `#/${path}${asked && `?${asked}`}`
}

export function go(to: string): void {
  flush()
  location.hash = to
}

export const RouteContext = createContext<Route>({ view: '', thing: undefined, query: new URLSearchParams() })

export function useRoute(): Route {
  return useContext(RouteContext)
}

/** The route as it is, for the shell to hand on. */
export function useAddress(): Route {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const follow = () => setRoute(read())
    listeners.add(follow)
    addEventListener('hashchange', follow)
    addEventListener('pagehide', flush)
    // A link that is followed leaves behind what was typed.
    addEventListener('click', flush, true)
    return () => {
      listeners.delete(follow)
      removeEventListener('hashchange', follow)
      removeEventListener('pagehide', flush)
      removeEventListener('click', flush, true)
    }
  }, [])
  return route
}

/** Says something else in the query, without a step of the history: what is typed is no place to go back to. */
export function amend(query: Query): void {
  const { view, thing, query: now } = read()
  const asked = write(new URLSearchParams(now), query).toString()
  pending = { from: location.hash, to: `#/${thing === undefined ? view : `${view}/${encodeURIComponent(thing)}`}${asked && `?${asked}`}` }
  for (const listener of listeners) listener()
  // Browsers refuse many changes of the address in a short time.
  timer ??= setTimeout(flush, 150)
}

const listeners = new Set<() => void>()
/** What is still to be written, and over which address: an address that came since is not written over, though its event may be yet to come. */
let pending: { readonly from: string; readonly to: string } | undefined
let timer: ReturnType<typeof setTimeout> | undefined

function flush(): void {
  clearTimeout(timer)
  timer = undefined
  if (pending?.from === location.hash) history.replaceState(null, '', pending.to)
  pending = undefined
}

/** An address that somebody typed in is another than what was still to be written. */
addEventListener('hashchange', () => {
  clearTimeout(timer)
  timer = pending = undefined
}, { capture: true })

function read(): Route {
  const [path = '', asked = ''] = split(pending?.from === location.hash ? pending.to : location.hash)
  const [view = '', thing] = split(path.replace(/^#?\/?/, ''), '/')
  return { view, thing: thing === '' ? undefined : decoded(thing), query: new URLSearchParams(asked) }
}

/** At the first `?`, or whatever it is. */
function split(text: string, at = '?'): [string, string] {
  const place = text.indexOf(at)
  return place < 0 ? [text, ''] : [text.slice(0, place), text.slice(place + 1)]
}

/** An address that somebody mistyped is about what stands there. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function write(params: URLSearchParams, query: Query): URLSearchParams {
  for (const [name, value] of Object.entries(query)) {
    params.delete(name)
    if (typeof value === 'string') value === '' || params.set(name, value)
    else for (const entry of value ?? []) params.append(name, entry)
  }
  return params
}
