// Which rows of a table can be seen. All are of one height, so that this is a division, whatever their number.
import { useLayoutEffect, useState } from 'preact/hooks'

export interface Sight {
  /** The first row that exists, and the one after the last. */
  readonly first: number
  readonly last: number
  /** The height of a row, and of all, in pixels. */
  readonly row: number
  readonly total: number
  /** Where a row begins, from where all begin. */
  startOf(index: number): number
}

/** Rows that exist beyond those in sight, so that a small move shows what is there already; rows come and go in such steps. */
const BESIDE = 8
/** Browsers place nothing farther down than some 17 million pixels: past this a pixel of scrolling stands for more than one. */
const TALLEST = 10_000_000
/** As in the style sheet: on a narrow page a row has a line for each column. */
const NARROW = '(max-width: 48rem)'
const WIDE_ROW = 3.0625
const LINE = 1.5
const AROUND = 1

/** `body`: what the rows stand in, which scrolls with the page. */
export function useSight(count: number, columns: number, body: { readonly current: HTMLElement | null }): Sight {
  const row = useRowHeight(columns)
  const total = Math.min(count * row, TALLEST)
  const [seen, setSeen] = useState({ offset: 0, height: 900 })

  useLayoutEffect(() => {
    const look = () => {
      if (!body.current) return
      const step = row * BESIDE
      const offset = Math.max(0, Math.min(-body.current.getBoundingClientRect().top, total - innerHeight))
      // Far down in a table that is taller than can be, every pixel is another row.
      const next = { offset: total < count * row ? offset : Math.floor(offset / step) * step, height: innerHeight }
      setSeen((now) => (now.offset === next.offset && now.height === next.height ? now : next))
    }
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    // What stands above may grow.
    const observer = new ResizeObserver(look)
    observer.observe(document.body)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
      observer.disconnect()
    }
  }, [count, row, total])

  const { offset, height } = seen
  const whole = count * row
  const scrolled = total < whole ? (offset / Math.max(1, total - height)) * (whole - height) : offset
  const top = Math.floor(scrolled / row)
  const first = Math.max(0, Math.min(top - BESIDE, count - 1))
  const last = Math.min(count, top + Math.ceil(height / row) + 2 * BESIDE)
  return { first, last, row, total, startOf: (index) => index * row - scrolled + offset }
}

function useRowHeight(columns: number): number {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches)
  useLayoutEffect(() => {
    const query = matchMedia(NARROW)
    const follow = () => setNarrow(query.matches)
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('font-size')) || 16
  return Math.ceil((narrow ? columns * LINE + AROUND : WIDE_ROW) * rem)
}
