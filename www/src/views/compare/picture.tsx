import { useMemo } from 'preact/hooks'
import { Bars, Counting, Key, type BarOf, type Series } from '../../parts/bars'
import { useEach } from '../../parts/each'
import { useHeld } from '../../snapshot/held'
import type { Directory } from '../../snapshot/directory'
import { whoOf, type Effect } from './rows'

/** In which areas people gained and lost, those first in which most did. */
export function Picture({ effects }: { effects: readonly Effect[] }) {
  const { directory } = useHeld()
  const [areas, each] = useMemo(() => {
    const areas: Areas = new Map()
    return [areas, (effect: Effect) => count(effect, areas, directory)] as const
  }, [effects, directory])
  const counted = useEach(effects, each)
  const bars = useMemo(() => counted && barsOf(areas, directory), [counted, areas, directory])
  if (effects.length === 0) return null
  if (!bars) return <Counting bars={Infinity} />
  if (bars.length === 0) return null
  return (
    <Bars
      label="Grants gained and lost by feature area, counted for each person or group"
      caption={
        <>
          By feature area, a grant counted for each who gained or lost it <Key series={SERIES} />
        </>
      }
      unit="grants"
      series={SERIES}
      bars={bars}
    />
  )
}

const SERIES: readonly Series[] = [
  { name: 'lost', colour: 'var(--bad)', left: true },
  { name: 'gained', colour: 'var(--enamel-ink)' },
]

type Areas = Map<string, [lost: number, gained: number]>

function count(effect: Effect, areas: Areas, directory: Directory): void {
  const many = whoOf(effect).length
  for (const [side, changes] of [effect.lost ?? [], effect.gained ?? []].entries()) {
    for (const { grants } of changes) {
      for (const { permission } of grants) {
        const area = directory.permission(permission)?.area ?? ''
        const counts = areas.get(area) ?? [0, 0]
        counts[side]! += many
        areas.set(area, counts)
      }
    }
  }
}

function barsOf(areas: Areas, directory: Directory): BarOf[] {
  const said = (sign: string, count: number) => (count ? [`${sign}${count.toLocaleString('en')}`] : [])
  return [...areas]
    .map(([id, [lost, gained]]): BarOf => ({ id, name: directory.area(id), counts: [lost, gained], said: [...said('+', gained), ...said('−', lost)].join(' ') }))
    .sort((a, b) => b.counts[0]! + b.counts[1]! - a.counts[0]! - a.counts[1]!)
}
