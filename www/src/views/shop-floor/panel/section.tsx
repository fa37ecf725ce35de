import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

/** A part of the panel that folds; what is most used stands open where there is room. */
export function Section({ title, tally, open = false, children }: { title: string; tally: string; open?: boolean; children: ComponentChildren }) {
  const [unfolded, setUnfolded] = useState(open && matchMedia('(min-width: 60rem)').matches)
  return (
    <details class="section" open={unfolded} onToggle={(event) => setUnfolded(event.currentTarget.open)}>
      <summary>
        <h2>{title}</h2>
        <span class="tally">{tally}</span>
      </summary>
      {children}
    </details>
  )
}
