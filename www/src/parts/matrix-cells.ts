// What of a matrix Observable Plot draws: the cells of a few rows, and the scale that says what their colours mean.
import type { PlotOptions } from '@observablehq/plot'
import type { Library } from './plotting'

/** How much of it: a share, or each of a few parts by itself. */
export type MatrixCell = number | readonly boolean[]

interface Mark {
  readonly left: number
  readonly right: number
  readonly row: number
  readonly share: number
  /** Of parts, and not of a whole. */
  readonly part: boolean
}

/** From which share on each colour stands. Only where nothing is wanting is a cell of the last. */
const STEPS = [
  { from: 0, name: 'none' },
  { from: Number.MIN_VALUE, name: 'below ¼' },
  { from: 0.25, name: 'from ¼' },
  { from: 0.5, name: 'from ½' },
  { from: 0.75, name: 'from ¾' },
  { from: 1, name: 'all' },
]

const COLOUR: NonNullable<PlotOptions['color']> = { type: 'threshold', domain: STEPS.slice(1).map(({ from }) => from), range: STEPS.map((_, at) => `var(--share-${at})`) }

/** `rows`: the cells of each; where there is none, nothing is drawn. */
export function cellsOf({ gridX, gridY, rect }: Library, rows: readonly (readonly (MatrixCell | undefined)[])[], wide: number, high: number): PlotOptions {
  const count = rows[0]?.length ?? 0
  const all = rows.flatMap((cells, row) => cells.flatMap((cell, at) => marksOf(cell, at, row)))
  const box = { x1: 'left', x2: 'right', y1: 'row', y2: ({ row }: Mark) => row + 1, insetLeft: 1.5, insetRight: 0.5 }
  const low = { ...box, insetTop: 5, insetBottom: 4 }
  return {
    margin: 0,
    width: count * wide,
    height: rows.length * high,
    x: { type: 'linear', domain: [0, count], range: [0, count * wide], axis: null },
    y: { type: 'linear', domain: [0, rows.length], range: [0, rows.length * high], axis: null },
    color: COLOUR,
    marks: [
      gridX(ticks(count), LINES),
      gridY(ticks(rows.length), LINES),
      rect(all.filter(({ part }) => !part), { ...box, insetTop: 2, insetBottom: 1, fill: 'share' }),
      rect(all.filter(({ part, share }) => part && share === 0), { ...low, fill: 'var(--off)' }),
      rect(all.filter(({ part, share }) => part && share > 0), { ...low, fill: 'share' }),
    ],
  }
}

/** One box a colour. */
export function scaleOfShares({ axisX, cellX }: Library, width: number): PlotOptions {
  return {
    margin: 0,
    marginBottom: 20,
    width: Math.min(width, 384),
    height: 36,
    x: { type: 'band', domain: STEPS.map(({ name }) => name), padding: 0.04 },
    color: COLOUR,
    marks: [cellX(STEPS, { x: 'name', fill: 'from', stroke: 'var(--line)', inset: 0.5 }), axisX({ label: null, tickSize: 0, fontSize: 12 })],
  }
}

const LINES = { stroke: 'var(--line)', strokeOpacity: 1 }

/** Of parts that nobody has, nothing is drawn; where some are had, the others are seen to be wanting. */
function marksOf(cell: MatrixCell | undefined, at: number, row: number): Mark[] {
  if (cell === undefined || cell === 0) return []
  if (typeof cell === 'number') return [{ left: at, right: at + 1, row, share: cell, part: false }]
  if (!cell.includes(true)) return []
  return cell.map((has, part) => ({ left: at + part / cell.length, right: at + (part + 1) / cell.length, row, share: has ? 1 : 0, part: true }))
}

function ticks(count: number): number[] {
  return Array.from({ length: count + 1 }, (_, at) => at)
}
