// npm run bench -- [--users N]… [--peer NAME]… [--quick]
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare } from './measure/compare.mjs'
import { BASELINE, PEERS } from './peers/index.mjs'
import { publish } from './report/results.mjs'
import { number, table } from './report/table.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { values: { users, peer: names, quick } } = parseArgs({
  options: {
    users: { type: 'string', multiple: true, default: ['1000', '10000', '100000', '1000000'] },
    peer: { type: 'string', multiple: true, default: [] },
    quick: { type: 'boolean', default: false },
  },
})

const sizes = users.map(Number)
const unfit = users.find((_, at) => !Number.isInteger(sizes[at]) || sizes[at] < 50 || sizes[at] > 1_000_000)
if (unfit !== undefined) stop(`\`${unfit}\` is no number of users`, 'take a whole number from 50 to 1000000')
const unknown = names.find((name) => !PEERS.some((peer) => peer.name === name))
if (unknown !== undefined) stop(`no peer is named \`${unknown}\``, `the peers are ${PEERS.map(({ name }) => name).join(', ')}`)
if (!existsSync(new URL('../../pkg/dist/index.js', import.meta.url))) stop('the npm package is not built', 'run `cargo xtask build`')

const chosen = PEERS.filter(({ name }) => names.length === 0 || names.includes(name) || name === BASELINE)
const rolepack = commandLine()
let wrong = 0
for (const size of sizes) {
  const rows = await compare(size, { peers: chosen, rolepack, quick })
  wrong += rows.filter(({ agreement, failed }) => (agreement && agreement.wrong > 0) || (failed && !failed.limit)).length
  console.log(`\n${number(size)} users\n\n${table(rows)}\n`)
  // A part of the peers, or a quick look, is no result to keep.
  if (!quick && names.length === 0) for (const path of await publish(size, rows)) console.log(`written: ${relative('', path)}`)
}
if (wrong > 0) stop(`${wrong} ${wrong === 1 ? 'peer answers' : 'peers answer'} otherwise than the reference, or not at all`)

/** The command line that packs: that of ROLEPACK, else one that is built now. */
function commandLine() {
  if (process.env.ROLEPACK) return process.env.ROLEPACK
  const built = execFileSync('cargo', ['build', '--quiet', '--release', '--features=cli', '--bin=rolepack', '--message-format=json'], {
    cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { executable } = built.split('\n').filter(Boolean).map((line) => JSON.parse(line)).findLast(({ executable }) => executable)
  return executable
}

/** @param {string} what @param {string} [help] */
function stop(what, help) {
  console.error(`error: ${what}${help ? `\n  help: ${help}` : ''}`)
  process.exit(1)
}
