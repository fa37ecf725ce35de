import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { Bars, type BarOf, type Series } from '../../parts/bars'
import { useHeld } from '../../snapshot/held'
import type { RoleGrants } from '../../snapshot/role-grants'

/** Of each feature area what only the one role grants, what both do, and what only the other does; `children` say which colour is of what. */
export function Sides({ role, other, grants, children }: { role: string; other: string; grants: RoleGrants; children: ComponentChildren }) {
  const { directory } = useHeld()
  const [series, bars] = useMemo(() => {
    const [one, two] = [grants.of(role), grants.of(other)]
    const areas = new Map<string, [number, number, number]>()
    for (const { place, area } of grants.grants) {
      const [first, second] = [one.has(place), two.has(place)]
      if (!first && !second) continue
      const counts = areas.get(area) ?? [0, 0, 0]
      counts[first && second ? 1 : first ? 0 : 2]++
      areas.set(area, counts)
    }
    const sum = ({ counts }: BarOf) => counts.reduce((all, count) => all + count, 0)
    const bars = [...areas].map(([id, counts]): BarOf => ({ id, name: directory.area(id), counts, said: counts.join(' · ') })).sort((a, b) => sum(b) - sum(a))
    const series: readonly Series[] = [
      { name: `only ${directory.role(role)}`, colour: 'var(--enamel-ink)' },
      { name: 'both', colour: 'var(--line-strong)' },
      { name: `only ${directory.role(other)}`, colour: 'var(--signal)' },
    ]
    return [series, bars]
  }, [role, other, grants, directory])
  return <Bars label={`Grants by feature area: ${series.map(({ name }) => name.slice(0, 60)).join(', ')}`} caption={children} unit="grants" series={series} bars={bars} />
}
