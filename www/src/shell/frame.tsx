import type { ComponentChildren } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { keepFocus, toMain } from '../parts/focus'
import { useAroundPrinting } from '../parts/printing'
import { HeldContext, type Held } from '../snapshot/held'
import { Finder } from './finder'
import { Notices } from './notices'
import { href, useRoute } from './route'
import { Theme } from './theme'
import { VIEWS } from './views'

/** What stands around every view: the masthead, the navigation, and the place of the view. */
export function Frame({ children }: { children: ComponentChildren }) {
  const held = useContext(HeldContext)
  const main = useRef<HTMLElement>(null)
  useEffect(() => main.current ? keepFocus(main.current) : undefined, [])
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          // The hash says where in the console somebody is.
          event.preventDefault()
          toMain()
        }}
      >
        To the view
      </a>
      <header class="masthead">
        <div class="brand">
          <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
            <path d="M1 2h3v16H1zM6 2h3v9H6zM11 2h3v16h-3z" />
            <path class="signal" d="M16 2h3v9h-3z" />
          </svg>
          <span class="product">Rolepack</span>
          {held && (
            <a class="where" href={href('snapshot')} title="What is open, and open another">
              <bdi>{held.directory.organization}</bdi> <span class="dim">{held.name}</span>
            </a>
          )}
        </div>
        {held && <Finder held={held} />}
        <Theme />
      </header>
      <div class="below">
        <Navigation />
        <main id="main" tabIndex={-1} ref={main}>
          {held && <OnPaper held={held} />}
          <Notices />
          {children}
        </main>
      </div>
    </>
  )
}

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })

/** Nobody unfolds what stands on paper. */
const FOLDED = 'main details:is(.more, .rest):not([open])'

/** What a page of paper has to say of itself, and that all of it is there. */
function OnPaper({ held: { access, directory, name } }: { held: Held }) {
  const opened = useRef<HTMLDetailsElement[]>([])
  const turn = (open: boolean) => opened.current.forEach((details) => details.toggleAttribute('open', open))
  useAroundPrinting(
    () => {
      opened.current = [...document.querySelectorAll<HTMLDetailsElement>(FOLDED)]
      turn(true)
    },
    () => turn(false),
  )
  return (
    <p class="on-paper">
      <bdi>{directory.organization}</bdi>, <bdi>{name}</bdi>, sequence {access.sequence}. Printed on {WHEN.format(Date.now())}.
    </p>
  )
}

function Navigation() {
  const { view } = useRoute()
  const nav = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow page the entries stand in one row that scrolls.
    const strip = nav.current
    const current = strip?.querySelector<HTMLElement>('[aria-current]')
    if (strip && current) strip.scrollLeft = current.offsetLeft - 16
  }, [view])
  const parts = [...new Set(VIEWS.map(({ part }) => part))]
  return (
    <nav class="views" aria-label="Views" ref={nav}>
      {parts.map((part) => (
        <ul key={part} aria-label={part}>
          {VIEWS.filter((entry) => entry.part === part).map(({ id, title }) => (
            <li key={id}>
              <a href={href(id)} aria-current={id === view ? 'page' : undefined}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  )
}
