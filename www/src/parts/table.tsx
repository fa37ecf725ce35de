import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { Actions } from './actions'
import { Empty } from './empty'
import { usePrinting } from './printing'
import { useSight } from './sight'

export interface Column<T> {
  readonly title: string
  /** What is seen; absent where only the CSV file says it. */
  readonly cell?: (row: T) => ComponentChildren
  /** What a CSV file says. */
  readonly text: (row: T) => string
  /** How wide beside the others; 1 if absent. */
  readonly share?: number
}

/** Rows that need not exist before somebody looks: an array is such a list. */
export interface Rows<T> {
  readonly length: number
  at(index: number): T | undefined
}

interface Props<T> {
  /** What the rows are, as a heading says it. */
  readonly label: string
  readonly rows: Rows<T>
  readonly columns: readonly Column<T>[]
  /** Different for each row. */
  readonly id: (row: T) => string
  /** What is said where there is no row. */
  readonly empty: string
  /** The name of the CSV file, without its ending. */
  readonly file: string
  /** What stands beside the count, such as a search. */
  readonly children?: ComponentChildren
}

/** Paper takes so many; a CSV file takes all. */
const PRINTED = 2_000

/** A table of any length: of its rows those exist that can be seen. It scrolls with the page. */
export function Table<T>({ label, rows, columns, id, empty, file, children }: Props<T>) {
  const body = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  const seen = columns.filter((column) => column.cell)
  const template = seen.map(({ share = 1 }) => `minmax(0, ${share}fr)`).join(' ')
  const { first, last, row: height, total, startOf } = useSight(rows.length, seen.length, body)
  const [from, to] = printing ? [0, Math.min(rows.length, PRINTED)] : [first, last]
  const drawn = useDrawn({ rows, columns, id }, from, to)
  return (
    <section class="table-part" aria-label={label}>
      <div class="above">
        {children}
        <p class="tally" role="status">
          {rows.length.toLocaleString('en')} {rows.length === 1 ? 'row' : 'rows'}
        </p>
        <Actions file={file} columns={columns} rows={rows} />
      </div>
      {rows.length === 0 ? (
        <Empty>{empty}</Empty>
      ) : (
        <div class="table" role="table" aria-label={label} aria-rowcount={rows.length + 1} style={{ '--columns': template, '--row': `${height}px` }}>
          <div role="rowgroup" class="head">
            <div role="row" aria-rowindex={1}>
              {seen.map(({ title }) => (
                <span key={title} role="columnheader">
                  {title}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" class={printing ? 'body printed' : 'body'} ref={body} style={printing ? {} : { height: `${total}px` }}>
            {drawn.map(({ key, index, cells }) => (
              <div key={key} role="row" aria-rowindex={index + 2} data-index={index} style={printing ? {} : { transform: `translateY(${startOf(index)}px)` }}>
                {cells}
              </div>
            ))}
          </div>
        </div>
      )}
      {printing && rows.length > PRINTED && <p>The first {PRINTED.toLocaleString('en')} rows; the CSV file has all of them.</p>}
    </section>
  )
}

interface Drawn {
  readonly key: string
  readonly index: number
  readonly cells: ComponentChildren
}

/** The rows from one to another. Those that were in sight before stay as they were drawn, so that scrolling draws only what comes. */
function useDrawn<T>({ rows, columns, id }: Pick<Props<T>, 'rows' | 'columns' | 'id'>, from: number, to: number): Drawn[] {
  const kept = useRef<{ of: readonly unknown[]; drawn: ReadonlyMap<number, Drawn> }>(undefined)
  const before = kept.current?.of[0] === rows && kept.current.of[1] === columns ? kept.current.drawn : undefined
  const drawn = new Map<number, Drawn>()
  for (let index = from; index < to; index++) {
    const row = before?.has(index) ? undefined : rows.at(index)
    const one = row === undefined ? before?.get(index) : { key: id(row), index, cells: cellsOf(columns, row) }
    if (one) drawn.set(index, one)
  }
  kept.current = { of: [rows, columns], drawn }
  return [...drawn.values()]
}

function cellsOf<T>(columns: readonly Column<T>[], row: T): ComponentChildren {
  return columns.flatMap(({ title, cell }) =>
    cell ? (
      <div key={title} role="cell" data-title={title}>
        {cell(row)}
      </div>
    ) : (
      []
    ),
  )
}
