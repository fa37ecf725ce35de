import { ACTIONS, idOf } from './actions'
import type { News } from './bench'
import type { Verdicts } from './verdict'

/** One mark a button: long where it is allowed, of another colour where the last change turned it. */
export function Gauge({ verdicts, news }: { verdicts: Verdicts; news: News }) {
  const step = 6
  return (
    <svg class="gauge" viewBox={`0 0 ${ACTIONS.length * step} 20`} aria-hidden="true">
      {ACTIONS.map(idOf).map((id, at) => {
        const allowed = verdicts.get(id)?.allowed
        const turned = news.opened.has(id) || news.closed.has(id)
        return <rect key={id} class={`${allowed ? 'on' : 'off'}${turned ? ' turned' : ''}`} x={at * step + 1} y={allowed ? 2 : 12} width="3" height={allowed ? 16 : 6} />
      })}
    </svg>
  )
}
