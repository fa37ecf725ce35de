// A picture of rows and columns: how much of a row each column has. Cells are drawn by Observable Plot, ten rows at a time and those in sight alone, so that any number scrolls.
import type { ComponentChildren } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'
import { go } from '../shell/route'
import { Drawing } from './drawing'
import { cellsOf, scaleOfShares, type MatrixCell } from './matrix-cells'
import { usePlotting, type Library } from './plotting'
import { usePrinting } from './printing'
import { Unplotted } from './unplotted'
import { useWindow } from './window'
import './matrix.css'

export interface MatrixColumn {
  readonly id: string
  readonly name: string
  /** Where its heading leads. */
  readonly href: string
}

export interface MatrixRow {
  readonly id: string
  readonly name: string
  /** Where its name leads; where it unfolds instead, `open` says whether it is so. */
  readonly href?: string
  readonly open?: boolean
  /** Said behind the name. */
  readonly note?: string
  readonly inside?: boolean
}

interface Props<R extends MatrixRow, C extends MatrixColumn> {
  readonly label: string
  /** Of what the cells are shares. */
  readonly scale: string
  readonly columns: readonly C[]
  readonly rows: readonly R[]
  /** The same function for as long as it says the same. */
  readonly cell: (row: R, column: C) => MatrixCell | undefined
  /** A cell in words, for whoever points at it or goes to it by keyboard. */
  readonly say: (row: R, column: C) => ComponentChildren
  /** Unfolds a row, or folds it. */
  readonly toggle?: (row: R) => void
  /** Where a cell leads, if not where its row does. */
  readonly lead?: (row: R, column: C) => string
}

const ROW = 24
/** Rows that are drawn, and stay together on paper. */
const BLOCK = 10
/** As in the style sheet: a phone has no room for wide cells. */
const NARROW = 768
/** Paper takes so many rows, and cells in so many pixels beside the names. */
const PRINTED = 1_000
const PAPER = 510

/** Where the keyboard or the pointer is: row −1 is the headings, column −1 the names. */
interface At {
  readonly row: number
  readonly column: number
}

export function Matrix<R extends MatrixRow, C extends MatrixColumn>(props: Props<R, C>) {
  const { library, failed, again } = usePlotting()
  return failed ? <Unplotted again={again} /> : <Drawn {...props} library={library} />
}

function Drawn<R extends MatrixRow, C extends MatrixColumn>({ label, scale, columns, rows, cell, say, toggle, lead, library }: Props<R, C> & { readonly library: Library | undefined }) {
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<At>()
  const printing = usePrinting()
  const seen = useWindow(scroller, rows.length, ROW)
  const size = printing ? Math.min(24, Math.max(8, Math.floor(PAPER / columns.length))) : columns.length > 24 ? 18 : innerWidth < NARROW || columns.length > 16 ? 24 : 36
  const [from, to] = printing ? [0, Math.min(rows.length, PRINTED)] : seen
  const blocks = Array.from({ length: Math.ceil(to / BLOCK) - Math.floor(from / BLOCK) }, (_, at) => (Math.floor(from / BLOCK) + at) * BLOCK)
  const row = at && rows[at.row]
  const column = at && columns[at.column]

  const act = ({ row: r, column: c }: At) => {
    const [row, column] = [rows[r], columns[c]]
    if (!row) return column && go(column.href)
    if (column && lead) return go(lead(row, column))
    if (row.open !== undefined) return toggle?.(row)
    if (row.href) go(row.href)
  }
  const move = (next: At) => {
    setAt(next)
    show(scroller.current, body.current, next, size)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const now = at ?? { row: -1, column: -1 }
    if (event.key === 'Enter' || event.key === ' ') {
      act(now)
    } else {
      const step = STEPS[event.key]
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return
      const [down, right] = step
      move({ row: clamp(now.row + down, rows.length), column: clamp(now.column + right, columns.length) })
    }
    event.preventDefault()
  }
  const pointed = (event: MouseEvent): At | undefined => {
    const box = body.current!.getBoundingClientRect()
    const names = nameWidth(body.current!)
    const inside = event.clientX - scroller.current!.getBoundingClientRect().left
    const column = inside < names ? -1 : Math.floor((event.clientX - box.left - names) / size)
    const row = Math.floor((event.clientY - box.top) / ROW)
    return row in rows && column < columns.length ? { row, column } : undefined
  }

  return (
    <div class="matrix" aria-busy={library === undefined}>
      <figure class="scale-of-shares">
        <figcaption>{scale}</figcaption>
        <Drawing library={library} draw={scaleOfShares} label={`${scale}: the darker, the more; an empty cell is none`} height={36} />
      </figure>
      <p class="readout" role="status">
        {row && column ? (
          say(row, column)
        ) : row ? (
          <bdi>{row.name}</bdi>
        ) : column ? (
          <bdi>{column.name}</bdi>
        ) : !library ? (
          <span class="dim">Drawing…</span>
        ) : (
          <span class="dim">Point at a cell, or go to it with the arrow keys, to read it.</span>
        )}
      </p>
      <div
        class="scroller"
        ref={scroller}
        tabIndex={0}
        role="application"
        aria-label={`${label}; arrow keys move, Enter opens`}
        style={{ '--size': `${size}px`, '--line-height': `${ROW}px`, '--count': columns.length, '--heads': `${Math.min(11, 1.5 + Math.max(0, ...columns.map(({ name }) => name.length)) * 0.5)}rem` }}
        onKeyDown={onKeyDown}
        onFocus={() => at ?? setAt({ row: rows.length ? 0 : -1, column: columns.length ? 0 : -1 })}
      >
        <div class="headings">
          <span class="corner" />
          {columns.map(({ id, name, href }, index) => (
            <a key={id} href={href} tabIndex={-1} title={name} class={at?.column === index ? 'at' : undefined} onMouseEnter={() => setAt({ row: -1, column: index })}>
              <bdi>{name}</bdi>
            </a>
          ))}
        </div>
        <div
          class={printing ? 'rows printed' : 'rows'}
          ref={body}
          style={printing ? {} : { height: `${rows.length * ROW}px` }}
          onMouseMove={(event) => {
            const next = pointed(event)
            if (next && (next.row !== at?.row || next.column !== at.column)) setAt(next)
          }}
          onClick={(event) => {
            const next = pointed(event)
            if (next && next.column >= 0) act(next)
          }}
        >
          {blocks.map((first) => (
            <Block key={first} first={first} rows={rows} columns={columns} cell={cell} size={size} library={library} printing={printing} at={at?.row} toggle={toggle} />
          ))}
          {!printing && at && at.column >= 0 && (
            <span class="cursor" aria-hidden="true" style={{ transform: `translate(${at.column * size}px, ${Math.max(0, at.row) * ROW}px)`, height: at.row < 0 ? '0' : `${ROW}px` }} />
          )}
        </div>
      </div>
    </div>
  )
}

interface OfBlock<R, C> extends Pick<Props<R & MatrixRow, C & MatrixColumn>, 'rows' | 'columns' | 'cell'> {
  readonly toggle: ((row: R) => void) | undefined
  readonly first: number
  readonly size: number
  readonly library: Library | undefined
  readonly printing: boolean
  /** The row that is pointed at. */
  readonly at: number | undefined
}

function Block<R extends MatrixRow, C extends MatrixColumn>({ first, rows, columns, cell, size, library, printing, at, toggle }: OfBlock<R, C>) {
  const inside = rows.slice(first, first + BLOCK)
  const draw = useCallback((plot: Library) => cellsOf(plot, rows.slice(first, first + BLOCK).map((row) => columns.map((column) => cell(row, column))), size, ROW), [rows, first, columns, cell, size])
  return (
    <div class="block" style={{ height: `${inside.length * ROW}px`, ...(printing ? {} : { transform: `translateY(${first * ROW}px)` }) }}>
      <Drawing library={library} draw={draw} height={inside.length * ROW} fixed={columns.length * size} />
      {inside.map((row, offset) => (
        <div key={row.id} class={rowClass(row, at === first + offset)} style={{ top: `${offset * ROW}px` }}>
          <Name row={row} toggle={toggle && (() => toggle(row))} />
        </div>
      ))}
    </div>
  )
}

function Name({ row: { name, note, open, href }, toggle }: { row: MatrixRow; toggle: (() => void) | undefined }) {
  const text = (
    <>
      <bdi class="name">{name}</bdi>
      {note && <span class="note">{note}</span>}
    </>
  )
  if (open !== undefined) {
    return (
      <button type="button" class="row-name" tabIndex={-1} aria-expanded={open} title={name} onClick={toggle}>
        <span class="fold" aria-hidden="true" />
        {text}
      </button>
    )
  }
  return (
    <a class="row-name" tabIndex={-1} title={name} {...(href === undefined ? {} : { href })}>
      {text}
    </a>
  )
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-15, 0],
  PageDown: [15, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
}

function clamp(at: number, count: number): number {
  return Math.max(-1, Math.min(at, count - 1))
}

function rowClass({ inside }: MatrixRow, at: boolean): string {
  return `row${inside ? ' inside' : ''}${at ? ' at' : ''}`
}

function nameWidth(body: HTMLElement): number {
  return body.querySelector('.row-name')?.getBoundingClientRect().width ?? 0
}

/** Brings what the keyboard went to out from under the headings and names, which stay where they are. */
function show(scroller: HTMLElement | null, body: HTMLElement | null, { row, column }: At, size: number): void {
  if (!scroller || !body) return
  const [heading, names] = [body.offsetTop, nameWidth(body)]
  const top = Math.max(0, row) * ROW
  const bottom = top + ROW + heading - scroller.clientHeight
  scroller.scrollTop = Math.max(bottom, Math.min(scroller.scrollTop, top))
  const left = Math.max(0, column) * size
  const right = left + size + names - scroller.clientWidth
  scroller.scrollLeft = Math.max(right, Math.min(scroller.scrollLeft, left))
}
