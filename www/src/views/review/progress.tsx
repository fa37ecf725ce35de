import type { Tally } from './session'

/** How much is decided, in numbers and as a bar. */
export function Progress({ tally: { rows, decided, revoked } }: { tally: Tally }) {
  const share = (count: number) => (rows ? (100 * count) / rows : 0)
  return (
    <span class="progress">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="all" width="100" height="6" />
        <rect class="kept" width={share(decided - revoked)} height="6" />
        <rect class="gone" x={share(decided - revoked)} width={share(revoked)} height="6" />
      </svg>
      <span class="figures">
        {decided.toLocaleString('en')} of {rows.toLocaleString('en')}
      </span>
    </span>
  )
}
