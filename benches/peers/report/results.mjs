import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { LIMITS } from '../measure/limits.mjs'
import { PEERS } from '../peers/index.mjs'
import { SEED } from '../workload/organisation.mjs'
import { chart } from './chart.mjs'
import { front } from './front.mjs'
import { number, table } from './table.mjs'

const inFolder = (path) => fileURLToPath(new URL(path, import.meta.url))
const RESULTS = inFolder('../results.json')
const CHART = inFolder('../chart.svg')
const README = inFolder('../../README.md')
const FRONT = inFolder('../../../README.md')
export const MARKERS = ['<!-- peers: written by `cargo xtask bench peers` -->', '<!-- end of peers -->']

/**
 * Keeps the rows of one size, beside those of other sizes that were kept before, and writes the tables and the chart of all.
 *
 * @param {number} users
 * @param {object[]} rows
 * @returns {Promise<string[]>} the files written
 */
export async function publish(users, rows) {
  const before = existsSync(RESULTS) ? kept().sizes : []
  const size = { users, machine: machine(), limits: LIMITS, rows: rows.map(({ note, files, form, kind, package: name, ...row }) => row) }
  const sizes = [...before.filter((other) => other.users !== users), size].sort((a, b) => a.users - b.users)
  const results = { units: 'bytes; `start` in milliseconds; checks in nanoseconds', seed: SEED, versions: versions(), sizes }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
  return [RESULTS, ...(await write(results))]
}

/** The results as they were last kept. */
export function kept() {
  return JSON.parse(readFileSync(RESULTS, 'utf8'))
}

/**
 * Writes the chart and the tables of results.
 *
 * @returns {Promise<string[]>} the files written
 */
export async function write(results) {
  writeFileSync(CHART, await chart(results.sizes))
  between(README, told(results))
  const first = front(results)
  if (first) between(FRONT, first)
  return first ? [CHART, README, FRONT] : [CHART, README]
}

function machine() {
  const processors = cpus()
  return { processor: processors[0]?.model ?? 'unknown', cores: processors.length, node: process.version, v8: process.versions.v8 }
}

/** The version of every package that is compared. @returns {Record<string, string>} */
function versions() {
  const of = (name) => JSON.parse(readFileSync(inFolder(`../node_modules/${name}/package.json`), 'utf8')).version
  return Object.fromEntries(PEERS.filter(({ package: name }) => name).map(({ package: name }) => [name, of(name)]))
}

function told({ versions, sizes }) {
  const machines = new Set(sizes.map(({ machine }) => `${machine.processor}, ${machine.cores} cores, Node.js ${machine.node}`))
  return [
    '![Each peer beside the hand-written bit sets, by what is measured](peers/chart.svg)',
    `Measured on: ${[...machines].join('; ')}. ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.`,
    ...sizes.map(({ users, rows }) => `### ${number(users)} users\n\n${table(rows)}`),
    `### How each is used\n\n${PEERS.map(({ title, note }) => `- ${title}: ${note}.`).join('\n')}`,
  ].join('\n\n')
}

/** Puts text between the markers of a file. */
function between(file, text) {
  const before = readFileSync(file, 'utf8')
  const [from, to] = MARKERS.map((marker) => before.indexOf(marker))
  if (from < 0 || to < from) throw new Error(`${file} has lost its markers, \`${MARKERS.join('` and `')}\``)
  writeFileSync(file, `${before.slice(0, from)}${MARKERS[0]}\n\n${text}\n\n${before.slice(to)}`)
}
