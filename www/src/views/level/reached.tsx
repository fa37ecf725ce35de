import { useCallback, useMemo } from 'preact/hooks'
import { Bars, Counting, type BarOf, type Series } from '../../parts/bars'
import { useEach } from '../../parts/each'
import { href } from '../../shell/route'

export interface Counted {
  readonly value: string
  /** Nothing: the snapshot does not answer that. */
  readonly count: () => number | undefined
}

/** More places than these are asked about only where the table shows them. */
const MOST = 500
const NONE: readonly Counted[] = []

/** How many people reach each place, those first that most do. `places` stay the same for as long as they are. */
export function Reached({ dimension, name, places }: { dimension: string; name: string; places: readonly Counted[] }) {
  const few = places.length < 2 || places.length > MOST
  const each = useCallback(
    ({ value, count }: Counted): BarOf[] => {
      const people = count()
      return people === undefined ? [] : [{ id: value, name: value, href: href('level', undefined, { tab: 'place', [`at.${dimension}`]: value }), counts: [people], said: people.toLocaleString('en') }]
    },
    [dimension],
  )
  const counted = useEach(few ? NONE : places, each)
  const bars = useMemo(() => counted?.flat().sort((a, b) => b.counts[0]! - a.counts[0]!), [counted])
  if (few) return null
  if (!bars) return <Counting bars={places.length} />
  return <Bars label={`How many people reach each ${name}`} caption={`How many people reach each ${name}`} unit="people" series={SERIES} bars={bars} />
}

const SERIES: readonly Series[] = [{ name: 'people', colour: 'var(--enamel-ink)' }]
