import { useEffect, useMemo, useState } from 'preact/hooks'
import { Bars, Counting, type BarOf, type Series } from '../../parts/bars'
import { href } from '../../shell/route'
import { inPieces } from '../../snapshot/pieces'

export interface Counted {
  readonly value: string
  /** Nothing: the snapshot does not answer that. */
  readonly count: () => number | undefined
}

/** More places than these are asked about only where the table shows them. */
const MOST = 500

/** How many people reach each place, those first that most do. `places` stay the same for as long as they are. */
export function Reached({ dimension, name, places }: { dimension: string; name: string; places: readonly Counted[] }) {
  const [counted, setCounted] = useState<readonly Counted[]>()
  useEffect(() => {
    let stopped = false
    if (places.length <= MOST) void inPieces(places.length, (at) => places[at]!.count(), () => stopped).then((done) => done && setCounted(places))
    return () => {
      stopped = true
    }
  }, [places])
  const bars = useMemo(
    () =>
      (counted === places ? counted : [])
        .flatMap(({ value, count }): BarOf[] => {
          const people = count()
          return people === undefined ? [] : [{ id: value, name: value, href: href('level', undefined, { tab: 'place', [`at.${dimension}`]: value }), counts: [people], said: people.toLocaleString('en') }]
        })
        .sort((a, b) => b.counts[0]! - a.counts[0]!),
    [counted, places, dimension],
  )
  if (places.length < 2 || places.length > MOST) return null
  if (counted !== places) return <Counting bars={places.length} />
  return <Bars label={`How many people reach each ${name}`} caption={`How many people reach each ${name}`} unit="people" series={SERIES} bars={bars} />
}

const SERIES: readonly Series[] = [{ name: 'people', colour: 'var(--enamel-ink)' }]
