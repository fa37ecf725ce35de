import { useLayoutEffect, useState } from 'preact/hooks'

/** Rows beyond those in sight, so that a small move shows what is there already. */
const BESIDE = 10

/** Which rows can be seen of a box that scrolls by itself, all of one height: from the first to before the last. */
export function useWindow(scroller: { readonly current: HTMLElement | null }, count: number, height: number): readonly [number, number] {
  const [sight, setSight] = useState({ top: 0, rows: 40 })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      // In steps, so that most moves draw nothing anew.
      const next = { top: Math.floor(box.scrollTop / height / BESIDE) * BESIDE, rows: Math.ceil(box.clientHeight / height) }
      setSight((now) => (now.top === next.top && now.rows === next.rows ? now : next))
    }
    look()
    box.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(box)
    return () => {
      box.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [count, height])
  return [Math.max(0, Math.min(sight.top, count) - BESIDE), Math.min(count, sight.top + sight.rows + 2 * BESIDE)]
}
