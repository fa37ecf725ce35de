// Opens what somebody gives, one after another. What is held stays until the next is ready, and whenever the next is refused.
import { createContext } from 'preact'
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { fetched, sample, type Given } from '../snapshot/given'
import type { Held } from '../snapshot/held'
import type { Step } from '../snapshot/open'
import { refusalOf, type Refusal } from '../snapshot/refusal'
import { isOpen, wasOpen } from './reopening'

export interface State {
  readonly held?: Held | undefined
  readonly opening?: { readonly name: string; readonly step: Step | 'reading' } | undefined
  readonly refusal?: Refusal | undefined
  /** A file that was open before the page was loaded again. */
  readonly gone?: string | undefined
}

export interface Opener {
  readonly state: State
  /** Opens what is given, or will be. */
  open(name: string, given: Given | Promise<Given>): Promise<void>
  /** Leaves the refusal, for what was open before. */
  dismiss(): void
}

export const OpenerContext = createContext<Opener | undefined>(undefined)

export function useOpening(): Opener {
  const opener = useContext(OpenerContext)
  if (!opener) throw new Error('outside of the shell')
  return opener
}

export function useOpener(): Opener {
  const [state, setState] = useState<State>({})
  const last = useRef(0)
  const held = useRef<Held>(undefined)

  const acts = useMemo(
    () => ({
      async open(name: string, given: Given | Promise<Given>) {
        const mine = ++last.current
        const isLast = () => mine === last.current
        const step = (step: Step | 'reading') => isLast() && setState({ held: held.current, opening: { name, step } })
        step('reading')
        try {
          const read = await given
          const { open } = await import('../snapshot/open')
          const next = await open(read, step)
          if (!isLast()) return
          held.current?.desk.rest()
          held.current = next
          const first = last.current === 1
          const gone = first && next.kind === 'sample' ? wasOpen() : undefined
          if (!first) isOpen(next.kind === 'sample' ? undefined : next.name)
          setState({ held: next, gone })
        } catch (error) {
          if (isLast()) setState({ held: held.current, refusal: refusalOf(error) })
        }
      },
      dismiss: () => setState({ held: held.current }),
    }),
    [],
  )
  useEffect(() => {
    // `?open=acme.rolepack#/person`: an address beside the page. Else the sample.
    const address = new URLSearchParams(location.search).get('open')
    void (address ? acts.open(address, fetched(address)) : acts.open('the sample', sample()))
  }, [])
  return { state, ...acts }
}
