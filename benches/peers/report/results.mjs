import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { LIMITS } from '../measure/limits.mjs'
import { PEERS } from '../peers/index.mjs'
import { SEED } from '../workload/organisation.mjs'
import { chart } from './chart.mjs'
import { number, table } from './table.mjs'

const inFolder = (path) => fileURLToPath(new URL(path, import.meta.url))
const RESULTS = inFolder('../results.json')
const CHART = inFolder('../chart.svg')
const README = inFolder('../../README.md')
const MARKERS = ['<!-- peers: written by `cargo xtask bench peers` -->', '<!-- end of peers -->']

/**
 * Keeps the rows of one size, beside those of other sizes that were kept before, and writes the table and the chart of all.
 *
 * @param {number} users
 * @param {object[]} rows
 * @returns {Promise<string[]>} the files written
 */
export async function publish(users, rows) {
  const kept = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')).sizes : []
  const size = { users, machine: machine(), limits: LIMITS, rows: rows.map(({ note, files, form, kind, package: name, ...row }) => row) }
  const sizes = [...kept.filter((other) => other.users !== users), size].sort((a, b) => a.users - b.users)
  const results = { units: 'bytes; `start` in milliseconds; checks in nanoseconds', seed: SEED, versions: versions(), sizes }
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
  writeFileSync(CHART, await chart(sizes))
  writeReadme(results)
  return [RESULTS, CHART, README]
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

function writeReadme({ versions, sizes }) {
  const text = readFileSync(README, 'utf8')
  const [from, to] = MARKERS.map((marker) => text.indexOf(marker))
  if (from < 0 || to < from) throw new Error(`benches/README.md has lost its markers, \`${MARKERS.join('` and `')}\``)
  const machines = new Set(sizes.map(({ machine }) => `${machine.processor}, ${machine.cores} cores, Node.js ${machine.node}`))
  const told = [
    '![Each peer beside the hand-written bit sets, by what is measured](peers/chart.svg)',
    `Measured on: ${[...machines].join('; ')}. ${Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ')}.`,
    ...sizes.map(({ users, rows }) => `### ${number(users)} users\n\n${table(rows)}`),
    `### How each is used\n\n${PEERS.map(({ title, note }) => `- ${title}: ${note}.`).join('\n')}`,
  ]
  writeFileSync(README, `${text.slice(0, from)}${MARKERS[0]}\n\n${told.join('\n\n')}\n\n${text.slice(to)}`)
}
