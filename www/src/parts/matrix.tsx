// A picture of rows and columns: how much of a row each column has. Rows are drawn as one path each, those in sight alone, so that any number scrolls.
import type { ComponentChildren } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import { go } from '../shell/route'
import { usePrinting } from './printing'
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

/** How much of it: a share, or each of a few parts by itself. */
export type MatrixCell = number | readonly boolean[]

interface Props<R extends MatrixRow, C extends MatrixColumn> {
  readonly label: string
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
/** As in the style sheet: a phone has no room for wide cells. */
const NARROW = 768
/** Paper takes so many rows. */
const PRINTED = 1_000

/** Where the keyboard or the pointer is: row −1 is the headings, column −1 the names. */
interface At {
  readonly row: number
  readonly column: number
}

export function Matrix<R extends MatrixRow, C extends MatrixColumn>({ label, columns, rows, cell, say, toggle, lead }: Props<R, C>) {
  const scroller = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<At>()
  const printing = usePrinting()
  const seen = useWindow(scroller, rows.length, ROW)
  const size = columns.length > 24 ? 18 : innerWidth < NARROW || columns.length > 16 ? 24 : 36
  const [from, to] = printing ? [0, Math.min(rows.length, PRINTED)] : seen
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
    <div class="matrix">
      <p class="readout" role="status">
        {row && column ? (
          say(row, column)
        ) : row ? (
          <bdi>{row.name}</bdi>
        ) : column ? (
          <bdi>{column.name}</bdi>
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
        style={{ '--size': `${size}px`, '--line-height': `${ROW}px`, '--count': columns.length }}
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
          {rows.slice(from, to).map((row, offset) => (
            <div key={row.id} class={rowClass(row, at?.row === from + offset)} style={printing ? {} : { transform: `translateY(${(from + offset) * ROW}px)` }}>
              <Name row={row} toggle={toggle && (() => toggle(row))} />
              <Cells row={row} columns={columns} cell={cell} size={size} />
            </div>
          ))}
          {!printing && at && at.column >= 0 && (
            <span class="cursor" aria-hidden="true" style={{ transform: `translate(${at.column * size}px, ${Math.max(0, at.row) * ROW}px)`, height: at.row < 0 ? '0' : `${ROW}px` }} />
          )}
        </div>
      </div>
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

/** Drawn anew only where what it shows has changed. */
function Cells<R, C>({ row, columns, cell, size }: { row: R; columns: readonly C[]; cell: (row: R, column: C) => MatrixCell | undefined; size: number }) {
  const [ground, held] = useMemo(() => drawn(columns.map((column) => cell(row, column)), size), [row, columns, cell, size])
  return (
    <svg width={columns.length * size} height={ROW} aria-hidden="true">
      <path class="ground" d={ground} />
      <path class="held" d={held} />
    </svg>
  )
}

/** A share rises from the ground of its cell; only where nothing is wanting is the cell full. Parts stand side by side. */
function drawn(cells: readonly (MatrixCell | undefined)[], size: number): readonly [ground: string, held: string] {
  let [ground, held] = ['', '']
  cells.forEach((value, at) => {
    if (value === undefined) return
    const [left, wide, high] = [at * size + 2, size - 4, ROW - 6]
    if (typeof value === 'number') {
      ground += rect(left, 3, wide, high)
      if (value > 0) held += value >= 1 ? rect(left, 3, wide, high) : risen(left, wide, high, value)
      return
    }
    const gap = value.length > 1 ? 1 : 0
    const each = (wide - gap * (value.length - 1)) / value.length
    value.forEach((has, part) => {
      const place = rect(left + part * (each + gap), 7, each, high - 8)
      if (has) held += place
      else ground += place
    })
  })
  return [ground, held]
}

function risen(left: number, wide: number, high: number, share: number): string {
  const up = Math.min(high - 3, Math.max(2, Math.round(high * share)))
  return rect(left, 3 + high - up, wide, up)
}

function rect(left: number, top: number, wide: number, high: number): string {
  return `M${round(left)} ${top}h${round(wide)}v${high}h${round(-wide)}z`
}

const round = (length: number) => Math.round(length * 100) / 100

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
