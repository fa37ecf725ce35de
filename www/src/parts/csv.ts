// Tables as CSV files, for spreadsheets.
import type { Column, Rows } from './table'

/** As long as a piece of work may keep the page waiting, in milliseconds. */
const SLICE = 12

/** The table as RFC 4180 has it. Written in pieces, so that the page goes on meanwhile. */
export async function csv<T>(columns: readonly Pick<Column<T>, 'title' | 'text'>[], rows: Rows<T>): Promise<Blob> {
  const parts = [line(columns.map(({ title }) => title))]
  let began = performance.now()
  for (let at = 0; at < rows.length; at++) {
    const row = rows.at(at)
    if (row !== undefined) parts.push(line(columns.map(({ text }) => text(row))))
    if (performance.now() - began < SLICE) continue
    await new Promise((done) => setTimeout(done))
    began = performance.now()
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}

/** Hands a file to whoever sits there. */
export function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name.replaceAll(/[^\p{L}\p{N}@._-]+/gu, '-')
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** A text that a spreadsheet would run as a formula is kept from it by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
