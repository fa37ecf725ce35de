import type { PlotOptions } from '@observablehq/plot'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Library } from './plotting'
import { usePrinting } from './printing'
import { inTurn, outOfTurn } from './turns'
import './plot.css'

/** What to draw in a given width. The same function for as long as it draws the same. */
export type Draw = (plot: Library, width: number) => PlotOptions

interface Props {
  readonly library: Library | undefined
  readonly draw: Draw
  /** What it shows; without one nobody is told of it who does not see it. */
  readonly label?: string
  readonly height: number
  /** As wide as that, and not as there is room. */
  readonly fixed?: number
}

/** Pixels: in less nothing can be made out, and axes have no room. */
const LEAST = 24

/** The picture itself: drawn anew where what it shows or its width has changed, and never showing what is no longer so. */
export function Drawing({ library, draw, label, height, fixed }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const drawn = useRef<{ draw: Draw; width: number } | undefined>(undefined)
  const printing = usePrinting()
  const at = () => {
    const width = fixed ?? box.current?.clientWidth ?? 0
    if (!library || width < LEAST) return
    drawn.current = { draw, width }
    box.current!.replaceChildren(picture(library, draw(library, width), label))
  }
  useLayoutEffect(() => {
    if (!library || drawn.current?.draw === draw) return
    if (printing) at()
    else if (!inTurn(box, at)) box.current!.replaceChildren()
    return () => outOfTurn(box)
  }, [library, draw, label, fixed, printing])
  useEffect(() => {
    if (fixed !== undefined) return
    const observer = new ResizeObserver(() => {
      if (library && drawn.current?.width !== box.current?.clientWidth) inTurn(box, at)
    })
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [library, draw, label, fixed])
  return <div class="drawing" ref={box} style={{ minHeight: `${height}px` }} />
}

function picture({ plot }: Library, options: PlotOptions, label: string | undefined): Element {
  const svg = plot({ ...options, className: 'plotted' })
  // It says four rules that plot.css says, too; the policy lets no such element into the page.
  svg.querySelector('style')?.remove()
  // What kind of mark a group is of, is nothing to anybody who is told what the picture shows.
  for (const group of svg.querySelectorAll('g[aria-label]')) group.removeAttribute('aria-label')
  if (label === undefined) svg.setAttribute('aria-hidden', 'true')
  else {
    svg.setAttribute('role', svg.querySelector('a') ? 'group' : 'img')
    svg.setAttribute('aria-label', label)
  }
  return svg
}
