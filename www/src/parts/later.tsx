import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const waiting = new Map<object, () => void>()
let running = false

/** Shows what takes a moment to ask once the page has time for it: a table of such cells scrolls on meanwhile. `of` stays the same while the answer does. */
export function Later<T>({ of, children }: { of: () => T; children: (answer: T) => ComponentChildren }) {
  const [answer, setAnswer] = useState<{ of: () => T; value: T }>()
  useEffect(() => {
    const turn = {}
    waiting.set(turn, () => setAnswer({ of, value: of() }))
    run()
    return () => waiting.delete(turn)
  }, [of])
  return answer?.of === of ? <>{children(answer.value)}</> : <span class="dim">…</span>
}

function run(): void {
  if (running) return
  running = true
  setTimeout(() => {
    const until = performance.now() + 12
    for (const [turn, act] of waiting) {
      waiting.delete(turn)
      act()
      if (performance.now() > until) break
    }
    running = false
    if (waiting.size) run()
  })
}
