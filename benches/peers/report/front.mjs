import { BASELINE } from '../peers/index.mjs'
import { bytes, duration, number } from './table.mjs'

const SIZE = 10_000
const COLUMNS = [
  ['rolepack', 'Rolepack'],
  [BASELINE, 'bit sets by hand'],
  ['casl-cached', 'CASL, abilities kept'],
  ['casbin', 'Casbin'],
  ['cedar', 'Cedar'],
]
const ROWS = [
  ['shipped to a browser, brotli', ({ shipped }) => bytes(shipped.brotli)],
  ['memory once loaded', ({ memory }) => bytes(memory.held)],
  ['a check at the gate: one signed-in user', ({ gate }) => duration(gate.min)],
  ['a check at the edge: any user', ({ edge }) => duration(edge.min)],
]

/**
 * What somebody who chooses looks at first, in four rows; where others do better stands there too.
 *
 * @param {{ sizes: { users: number, rows: object[] }[] }} results
 * @returns {string | undefined} nothing where that size has not been measured
 */
export function front({ sizes }) {
  const size = sizes.find(({ users }) => users === SIZE)
  if (!size) return
  const columns = COLUMNS.map(([name, title]) => ({ title, row: size.rows.find((row) => row.name === name) }))
  const cell = (row, of) => (row === undefined || row.failed ? '–' : of(row))
  return [
    `| ${number(SIZE)} users, the least of one run | ${columns.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length)}`,
    ...ROWS.map(([title, of]) => `| ${title} | ${columns.map(({ row }) => cell(row, of)).join(' | ')} |`),
  ].join('\n')
}
