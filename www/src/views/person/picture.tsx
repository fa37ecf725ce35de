import { useMemo } from 'preact/hooks'
import { Bars, Key, type BarOf, type Series } from '../../parts/bars'
import { useHeld } from '../../snapshot/held'
import type { Area } from './access'

/** What is held of each area, and what is not, those of which most is held first. */
export function Picture({ areas }: { areas: readonly Area[] }) {
  const { directory } = useHeld()
  const bars = useMemo(
    () => areas.map(({ id, held, all }): BarOf => ({ id, name: directory.area(id), counts: [held, all - held], said: `${held} of ${all}` })).sort((a, b) => b.counts[0]! - a.counts[0]!),
    [areas, directory],
  )
  if (bars.length < 2) return null
  return (
    <Bars
      label="What is held of each feature area"
      caption={
        <>
          Of each feature area <Key series={SERIES} />
        </>
      }
      unit="grants"
      series={SERIES}
      bars={bars}
    />
  )
}

const SERIES: readonly Series[] = [
  { name: 'held', colour: 'var(--enamel-ink)' },
  { name: 'not held', colour: 'var(--line)' },
]
