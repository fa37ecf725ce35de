import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { Plot } from './plot'
import type { Draw } from './drawing'
import { usePrinting } from './printing'
import { Waiting } from './waiting'

/** What a part of every bar is of: its name in the key, and its colour. */
export interface Series {
  readonly name: string
  readonly colour: string
  /** To the left of the line, and not to the right. */
  readonly left?: true
}

export interface BarOf {
  readonly id: string
  readonly name: string
  /** Where its name leads. */
  readonly href?: string
  /** In the order of the series. */
  readonly counts: readonly number[]
  /** Written behind the bar. */
  readonly said: string
}

interface Props {
  readonly label: string
  readonly caption: ComponentChildren
  /** What is counted. */
  readonly unit: string
  readonly series: readonly Series[]
  /** Those that matter most first. Both stay the same for as long as they say the same. */
  readonly bars: readonly BarOf[]
}

const ROW = 22
const AXIS = 36
const WIDEST = 860
/** More are shown when they are asked for, and on paper. */
const FEW = 10
const MOST = 200

/** A bar for each, of one part or several, the longest as long as there is room. */
export function Bars({ label, caption, unit, series, bars }: Props) {
  const [all, setAll] = useState(false)
  const printing = usePrinting()
  const shown = useMemo(() => bars.slice(0, all || printing ? MOST : FEW), [bars, all, printing])
  const draw = useMemo((): Draw => (plot, width) => barsOf(plot, Math.min(width, WIDEST), unit, series, shown), [unit, series, shown])
  if (bars.length === 0) return <div class="bars">{caption}</div>
  return (
    <div class="bars">
      <Plot
        label={`${label}. ${shown.map(({ name, said }) => `${name.slice(0, 60)}: ${said}`).join('; ')}`}
        caption={caption}
        height={shown.length * ROW + AXIS}
        draw={draw}
      />
      {bars.length > FEW && !printing && (
        <button type="button" class="plain" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `The first ${FEW}` : bars.length > MOST ? `The first ${MOST} of ${bars.length.toLocaleString('en')}` : `All ${bars.length}`}
        </button>
      )}
    </div>
  )
}

/** Which colour is of what. */
export function Key({ series }: { series: readonly Series[] }) {
  return (
    <span class="key">
      {series.map(({ name, colour }) => (
        <span key={name} style={{ '--colour': colour }}>
          {name}
        </span>
      ))}
    </span>
  )
}

/** Where bars will stand once it is known how long they are. */
export function Counting({ bars }: { bars: number }) {
  return (
    <div class="bars" style={{ minHeight: `${Math.min(bars, FEW) * ROW + AXIS}px` }}>
      <Waiting>Counting…</Waiting>
    </div>
  )
}

const barsOf = ({ axisX, barX, gridX, ruleX, text }: Parameters<Draw>[0], width: number, unit: string, series: readonly Series[], bars: readonly BarOf[]): ReturnType<Draw> => {
  const names = Math.round(Math.min(Math.max(...bars.map(({ name }) => wide(name))) + 16, width * 0.36))
  const parts = bars.flatMap(({ id, name, counts }) => counts.map((count, at) => ({ id, of: at, title: `${name.slice(0, 80)}\n${count.toLocaleString('en')} ${series[at]!.name}`, count: series[at]!.left ? -count : count }))).filter(({ count }) => count !== 0)
  const ends = bars.map(({ counts }) => counts.reduce((sum, count, at) => sum + (series[at]!.left ? 0 : count), 0))
  return {
    width,
    height: bars.length * ROW + AXIS,
    marginTop: 0,
    marginBottom: AXIS,
    marginLeft: names,
    marginRight: Math.round(Math.max(...bars.map(({ said }) => wide(said)))) + 8,
    x: { label: unit, labelOffset: 32, domain: [Math.min(0, ...parts.map(({ count }) => count)), Math.max(1, ...ends)], nice: true },
    y: { type: 'band', domain: bars.map(({ id }) => id), padding: 0.3, axis: null },
    color: { type: 'ordinal', domain: series.map((_, at) => at), range: series.map(({ colour }) => colour) },
    marks: [
      gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: width < 480 ? 3 : 6 }),
      axisX({ tickSize: 0, fontSize: 12, ticks: width < 480 ? 3 : 6, tickFormat: (count: number) => (Number.isInteger(count) ? Math.abs(count).toLocaleString('en') : '') }),
      barX(parts, { x: 'count', y: 'id', fill: 'of', title: 'title', insetRight: 0.5, tip: { fill: 'var(--raised)', stroke: 'var(--line-strong)', fontSize: 12 } }),
      ruleX([0], { stroke: 'var(--line-strong)' }),
      text(bars, { y: 'id', text: 'name', href: 'href', frameAnchor: 'left', textAnchor: 'end', dx: -8, fontSize: 13, fill: 'var(--ink)', lineWidth: Math.max(1, (names - 10) / 13), textOverflow: 'ellipsis-end' }),
      text(bars, { y: 'id', x: (_: BarOf, at: number) => ends[at]!, text: 'said', textAnchor: 'start', dx: 6, fontSize: 12, fill: 'currentColor', stroke: 'var(--paper)', strokeWidth: 4 }),
    ],
  }
}

/** About so wide a name is, in pixels. */
function wide(name: string): number {
  return 7 * name.length + 2.5 * name.replaceAll(/[a-z ]/g, '').length
}
