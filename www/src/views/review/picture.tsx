import { useCallback, useMemo } from 'preact/hooks'
import { Bars, Counting, Key, type BarOf, type Series } from '../../parts/bars'
import { useEach } from '../../parts/each'
import type { Session } from './session'

interface Group {
  readonly id: string
  readonly name: string
  readonly places: Uint32Array
}

/** How far each group is, those first in which most is still to be decided. */
export function Picture({ session, groups, title }: { session: Session; groups: readonly Group[]; title: string }) {
  const each = useCallback(
    ({ id, name, places }: Group): BarOf => {
      const { rows, decided, revoked } = session.tally(places)
      return { id, name, counts: [decided - revoked, revoked, rows - decided], said: `${decided.toLocaleString('en')} of ${rows.toLocaleString('en')}` }
    },
    [session],
  )
  const counted = useEach(groups, each)
  const bars = useMemo(() => counted && [...counted].sort((a, b) => b.counts[2]! - a.counts[2]!), [counted])
  if (groups.length < 2) return null
  if (!bars) return <Counting bars={groups.length} />
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
