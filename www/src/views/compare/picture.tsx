import { useMemo } from 'preact/hooks'
import { Bars, Key, type BarOf, type Series } from '../../parts/bars'
import type { Directory } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'
import { whoOf, type Effect } from './rows'

/** In which areas people gained and lost, those first in which most did. */
export function Picture({ effects }: { effects: readonly Effect[] }) {
  const { directory } = useHeld()
  const bars = useMemo(() => barsOf(effects, directory), [effects, directory])
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

function barsOf(effects: readonly Effect[], directory: Directory): BarOf[] {
  const areas = new Map<string, [lost: number, gained: number]>()
  for (const effect of effects) {
    const many = whoOf(effect).length
    for (const [area, [lost, gained]] of tallyOf(effect, directory)) {
      const counts = areas.get(area) ?? [0, 0]
      areas.set(area, [counts[0] + many * lost, counts[1] + many * gained])
    }
  }
  const said = (sign: string, count: number) => (count ? [`${sign}${count.toLocaleString('en')}`] : [])
  return [...areas]
    .map(([id, [lost, gained]]): BarOf => ({ id, name: directory.area(id), counts: [lost, gained], said: [...said('+', gained), ...said('−', lost)].join(' ') }))
    .sort((a, b) => b.counts[0]! + b.counts[1]! - a.counts[0]! - a.counts[1]!)
}

type Tally = ReadonlyMap<string, readonly [lost: number, gained: number]>

/** Counted once: who narrows what is shown, narrows it with every key. */
const counted = new WeakMap<Effect, Tally>()

function tallyOf(effect: Effect, directory: Directory): Tally {
  const known = counted.get(effect)
  if (known) return known
  const areas = new Map<string, [number, number]>()
  for (const [side, changes] of [effect.lost ?? [], effect.gained ?? []].entries()) {
    for (const { grants } of changes) {
      for (const { permission } of grants) {
        const area = directory.permission(permission)?.area ?? ''
        const counts = areas.get(area) ?? [0, 0]
        counts[side]! += 1
        areas.set(area, counts)
      }
    }
  }
  counted.set(effect, areas)
  return areas
}
