import { Bar } from '../../parts/bar'
import type { Tally } from './session'

/** How much is decided, in numbers and as a bar. */
export function Progress({ tally: { rows, decided, revoked } }: { tally: Tally }) {
  return (
    <span class="progress">
      <Bar of={decided} all={rows} bad={revoked} />
      <span class="figures">
        {decided.toLocaleString('en')} of {rows.toLocaleString('en')}
      </span>
    </span>
  )
}
