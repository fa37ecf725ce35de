import { Bar } from '../../parts/bar'
import type { Tally } from './session'

/** How much is decided, in numbers and as a bar. */
export function Progress({ tally }: { tally: Tally | undefined }) {
  const { rows, decided, revoked } = tally ?? { rows: 0, decided: 0, revoked: 0 }
  return (
    <span class="progress">
      <Bar of={decided} all={rows} bad={revoked} />
      <span class="figures">{tally ? `${decided.toLocaleString('en')} of ${rows.toLocaleString('en')}` : '…'}</span>
    </span>
  )
}
