import { BASELINE } from '../peers/index.mjs'

/**
 * The columns: where a row has the number, and how it is told.
 *
 * @type {{ title: string, of(row: object): { min: number, median?: number } | undefined, unit: (value: number) => string }[]}
 */
export const COLUMNS = [
  { title: 'shipped, brotli', of: ({ shipped }) => ({ min: shipped.brotli }), unit: bytes },
  { title: 'data', of: ({ data }) => ({ min: data.bytes }), unit: bytes },
  { title: 'data, brotli', of: ({ data }) => data.brotli && { min: data.brotli }, unit: bytes },
  { title: 'cold start', of: ({ start }) => start, unit: (ms) => duration(ms * 1e6) },
  { title: 'gate', of: ({ gate }) => gate, unit: duration },
  { title: 'gate, by handle', of: ({ gateByHandle }) => gateByHandle, unit: duration },
  { title: 'edge', of: ({ edge }) => edge, unit: duration },
  { title: 'edge, fresh strings', of: ({ edgeFresh }) => edgeFresh, unit: duration },
  { title: 'memory', of: ({ memory }) => memory && { min: memory.held }, unit: bytes },
  { title: 'resident', of: ({ memory }) => memory && { min: memory.resident }, unit: bytes },
]

/**
 * One size as a table in Markdown: least and median, and the least in relation to the baseline's.
 *
 * @param {object[]} rows
 */
export function table(rows) {
  const baseline = rows.find(({ name }) => name === BASELINE)
  const cell = (row, { of, unit }) => {
    const [value, reference] = [of(row), of(baseline)]
    if (value === undefined) return row.failed ? '–' : ''
    const told = value.median === undefined ? unit(value.min) : `${unit(value.min)} / ${unit(value.median)}`
    return reference === undefined || row === baseline ? told : `${told} (${ratio(value.min / reference.min)})`
  }
  const agreement = ({ agreement, failed }) => {
    if (failed) return `${failed.step}: ${failed.why.split('\n')[0]}`
    const { compared, wrong } = agreement
    return wrong === 0 ? `${number(compared)} agree` : `**${number(wrong)} of ${number(compared)} wrong**`
  }
  return [
    `| | ${COLUMNS.map(({ title }) => title).join(' | ')} | answers |`,
    `| --- |${' ---: |'.repeat(COLUMNS.length)} --- |`,
    ...rows.map((row) => `| ${row.title} | ${COLUMNS.map((column) => cell(row, column)).join(' | ')} | ${agreement(row)} |`),
  ].join('\n')
}

/** @param {number} value */
export function ratio(value) {
  return `${value < 10 ? value.toFixed(2) : significant(value)} ×`
}

/** @param {number} ns */
export function duration(ns) {
  if (ns < 9_995) return `${significant(ns)} ns`
  if (ns < 999_500) return `${significant(ns / 1e3)} µs`
  return `${significant(ns / 1e6)} ms`
}

/** @param {number} count */
export function bytes(count) {
  if (count < 1024 * 999.5) return `${significant(count / 1024)} KiB`
  return `${significant(count / 1024 ** 2)} MiB`
}

/** @param {number} value */
export function number(value) {
  return value.toLocaleString('en')
}

function significant(value) {
  return value >= 100 ? number(Math.round(value)) : value.toPrecision(value < 10 ? 2 : 3).replace(/e.*/, '')
}
