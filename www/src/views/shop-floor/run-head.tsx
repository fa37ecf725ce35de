import { PLACES, placeOf } from './places'

const FACTS: readonly [string, string][] = [
  ['Part', 'AR-1107 rev C'],
  ['Serial', 'IP-0047'],
  ['Procedure', 'PR-118 v4'],
  ['Due', '24 Nov, 14:00'],
]

/** What is being built, and where it stands. */
export function RunHead({ place, move }: { place: string; move: (place: string) => void }) {
  const named = Object.entries(placeOf(place).resource)
  return (
    <header class="run-head">
      <div class="run-title">
        <p class="run-number">
          Run <b>R-2214</b>
        </p>
        <h1>Injector face plate, 3 kN</h1>
        <dl class="facts">
          {FACTS.map(([name, fact]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{fact}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div class="stands">
        <label for="place">The run stands at</label>
        <select id="place" value={place} onChange={(event) => move(event.currentTarget.value)}>
          {PLACES.map(({ id, name }) => (
            <option key={id} value={id} selected={id === place}>
              {name}
            </option>
          ))}
        </select>
        <p class="named">
          {named.length ? named.map(([dimension, value]) => <code key={dimension}><span class="dim">{dimension}</span> {value}</code>) : <span class="dim">no check names a place</span>}
        </p>
      </div>
    </header>
  )
}
