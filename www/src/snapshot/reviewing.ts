// A review made beside the page: its rows go over in parts, with what the page needs to find its way among them.
import { review, reviewTable, type Review, type ReviewRow } from 'rolepack/author'
import { decisionsOf } from './decided'
import type { Excerpted, Reviewed, Reviewing, Texts } from './protocol'

/** So many rows at once: a message of which the page takes some milliseconds. */
const PART = 5_000

export function reviewed(of: Uint8Array | Texts, { by, at }: Reviewed, rows: (rows: readonly string[]) => void): Reviewing {
  const made = review(of, { by, at })
  for (let from = 0; from < made.rows.length; from += PART) rows(made.rows.slice(from, from + PART).map((row) => JSON.stringify(row)))
  const { rows: _, ...about } = made
  return { about, stamp: stampOf(reviewTable(made)), ...grouped(made), circles: circlesOf(made) }
}

/** Some rows as CSV, with what was decided on them. Each bears the stamp of the whole review, and not that of these few. */
export function tableOf({ about, stamp, rows, decided, first }: Excerpted): string {
  const table = reviewTable({ ...about, rows: rows.map((row) => JSON.parse(row) as ReviewRow) }, decisionsOf(decided))
  const lines = rows.length === 0 ? table : table.replaceAll(`,${stampOf(table)}\r\n`, () => `,${stamp}\r\n`)
  return first ? lines : lines.slice(lines.indexOf('\n') + 1)
}

/** It stands last in every row. */
function stampOf(table: string): string {
  const rows = table.trimEnd()
  return rows.includes('\n') ? rows.slice(rows.lastIndexOf(',') + 1) : ''
}

function grouped({ rows }: Review): Pick<Reviewing, 'groups' | 'places' | 'ends'> {
  const groups = Map.groupBy(rows.keys(), (place) => rows[place]!.by)
  let end = 0
  return { groups: [...groups.keys()], places: Uint32Array.from([...groups.values()].flat()), ends: Uint32Array.from(groups.values(), ({ length }) => (end += length)) }
}

function circlesOf({ rows }: Review): Uint32Array {
  const circles = Uint32Array.from(rows.keys())
  const first = new Map<string, number>()
  rows.forEach((row, place) => {
    if (!row.team) return
    const key = unit(row)
    const known = first.get(key)
    if (known === undefined) return void first.set(key, place)
    circles[place] = circles[known]!
    circles[known] = place
  })
  return circles
}

function unit({ user, team }: ReviewRow): string {
  return JSON.stringify([user, team])
}
