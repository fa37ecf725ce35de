import { useMemo } from 'preact/hooks'
import { Bars, Key, type BarOf, type Series } from '../../parts/bars'
import type { Session } from './session'

interface Group {
  readonly id: string
  readonly name: string
  readonly places: Uint32Array
}

/** How far each group is, those first in which most is still to be decided. */
export function Picture({ session, groups, title }: { session: Session; groups: readonly Group[]; title: string }) {
  const bars = useMemo(
    () =>
      groups
        .map(({ id, name, places }): BarOf => {
          const { rows, decided, revoked } = session.tally(places)
          return { id, name, counts: [decided - revoked, revoked, rows - decided], said: `${decided.toLocaleString('en')} of ${rows.toLocaleString('en')}` }
        })
        .sort((a, b) => b.counts[2]! - a.counts[2]!),
    [session, groups],
  )
  if (bars.length < 2) return null
  return (
    <Bars
      label={`${title}: how much is decided`}
      caption={
        <>
          {title}, where most is open first <Key series={SERIES} />
        </>
      }
      unit="rows"
      series={SERIES}
      bars={bars}
    />
  )
}

const SERIES: readonly Series[] = [
  { name: 'kept', colour: 'var(--enamel-ink)' },
  { name: 'revoked', colour: 'var(--bad)' },
  { name: 'open', colour: 'var(--line)' },
]
