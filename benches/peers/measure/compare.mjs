import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FORMS, rolesOf, teamsOf } from '../workload/data.mjs'
import { organisation, SEED, userId } from '../workload/organisation.mjs'
import { random } from '../workload/random.mjs'
import { allowed } from '../workload/reference.mjs'
import { brotli } from './brotli.mjs'
import { bundle } from './bundle.mjs'
import { child } from './child.mjs'
import { LIMITS, LimitPassed } from './limits.mjs'
import { least, middle, summary } from './statistics.mjs'

const work = fileURLToPath(new URL('../../../target/peers/work', import.meta.url))

/** How much is done. Rounds are interleaved: each peer has its turn in every one. */
const THOROUGH = { starts: 12, startSeconds: 30, agreeMs: 60_000, rounds: 12, roundMs: 60 }
const QUICK = { starts: 1, startSeconds: 5, agreeMs: 2_000, rounds: 2, roundMs: 5 }

/** Who starts slowly does it fewer times than others, but not fewer than this. */
const FEWEST_STARTS = 3

/**
 * All peers, on one organisation.
 *
 * @param {number} users
 * @param {{ peers: import('../peers/index.mjs').Peer[], rolepack: string, quick: boolean }} options
 */
export async function compare(users, { peers, rolepack, quick }) {
  const effort = quick ? QUICK : THOROUGH
  const folder = join(work, String(users))
  mkdirSync(folder, { recursive: true })
  say(`${users} users: data`)
  const drawn = organisation(users)
  const workload = writeWorkload(drawn, folder)
  const data = writeData(drawn, peers, { folder, rolepack })

  const rows = []
  for (const peer of peers) {
    const { entry, shipped } = await bundle(peer, join(folder, peer.name))
    rows.push({ ...peer, shipped, data: { bytes: statSync(data[peer.form]).size }, paths: [entry, data[peer.form]], starts: [], measured: {} })
  }
  for (let start = 1; start <= effort.starts; start++) {
    say(`  start ${start} of ${effort.starts}`)
    await each(rows, 'start', (row) => startOnce(row, workload, effort))
  }
  say('  compression')
  const forms = new Set(rows.filter(({ failed }) => !failed).map(({ form }) => form))
  // Side by side, for it takes longest, and nothing is measured meanwhile.
  const compressed = new Map(await Promise.all([...forms].map(async (form) => [form, await brotli(readFileSync(data[form]))])))
  for (const row of rows) row.data.brotli = compressed.get(row.form)
  say('  load')
  await each(rows, 'load', async (row) => {
    row.server = child('serve.mjs', [...row.paths, workload.path])
    await row.server.answer(LIMITS.startSeconds)
  })
  say('  agreement')
  await each(rows, 'agreement', async (row) => {
    row.agreement = await row.server.ask('agree', { ms: effort.agreeMs }, effort.agreeMs / 1000 + LIMITS.stepSeconds)
    if (row.agreement.wrong > 0) say(`  ${row.name}: ${row.agreement.wrong} of ${row.agreement.compared} answers are wrong, such as ${row.agreement.first.join(', ')}`)
  })
  say('  warm-up')
  await each(rows, 'warm-up', async (row) => {
    for (const what of await row.server.ask('prepare')) row.measured[what] = []
  })
  for (let round = 1; round <= effort.rounds; round++) {
    say(`  round ${round} of ${effort.rounds}`)
    for (const what of new Set(rows.flatMap(({ measured }) => Object.keys(measured)))) {
      await each(rows, what, async ({ measured, server }) => {
        measured[what]?.push(await server.ask('round', { what, ms: effort.roundMs }))
      })
    }
  }
  for (const row of rows) row.server?.stop()
  rmSync(folder, { recursive: true })
  return rows.map(result)
}

/** One step of all that are still in it. Who passes a limit, or fails, goes no further. */
async function each(rows, step, work) {
  for (const row of rows) {
    if (row.failed) continue
    try {
      await work(row)
    } catch (error) {
      row.failed = { step, why: error.message, limit: error instanceof LimitPassed }
      row.server?.stop()
      say(`  ${row.name}: ${error.message}`)
    }
  }
}

async function startOnce(row, { first }, { startSeconds }) {
  const spent = row.starts.reduce((sum, { took }) => sum + took, 0)
  if (row.starts.length >= FEWEST_STARTS && spent > startSeconds * 1000) return
  const from = performance.now()
  const { answer, stop } = child('start.mjs', [...row.paths, ...first], ['--expose-gc'])
  const { agrees, ...numbers } = await answer(LIMITS.startSeconds)
  stop()
  if (!agrees) throw new Error('answers the same question otherwise the second time')
  row.starts.push({ ...numbers, took: performance.now() - from })
}

/** What the numbers of all rounds come to. */
function result({ paths, server, measured, starts, ...given }) {
  const row = {
    ...given,
    ...(starts.length > 0 && {
      start: summary(starts.map(({ ms }) => ms)),
      memory: { held: middle(starts.map(({ held }) => held)), resident: middle(starts.map(({ resident }) => resident)) },
    }),
  }
  const rounds = Object.entries(measured).filter(([, samples]) => samples.length > 0)
  const checks = Object.fromEntries(rounds.map(([what, samples]) => [what, { min: least(samples.flat()), median: middle(samples.map(middle)) }]))
  if (!checks.edgeFresh) return { ...row, ...(row.failed ? {} : checks) }
  const { making, edgeFresh, ...others } = checks
  // What it cost to make the strings is no part of the check.
  return { ...row, ...others, making, edgeFresh: { min: edgeFresh.min - making.min, median: edgeFresh.median - making.median } }
}

/** @param {import('../workload/organisation.mjs').Organisation} drawn @param {string} folder */
function writeWorkload(drawn, folder) {
  const draw = random(SEED + 1)
  const pairs = Array.from({ length: 20_000 }, () => {
    const [user, permission] = [draw.below(drawn.users), draw.below(drawn.permissions.length)]
    return [user, permission, allowed(drawn, user, permission) ? 1 : 0]
  })
  const path = join(folder, 'workload.json')
  const gateUser = ordinary(drawn)
  writeFileSync(path, JSON.stringify({ users: drawn.users, keys: drawn.permissions, gateUser, pairs }))
  return { path, first: [userId(gateUser), drawn.permissions[0]] }
}

/** A user like many: one role, two teams, and roles by both. */
function ordinary(drawn) {
  for (let user = 0; user < drawn.users; user++) {
    const teams = teamsOf(drawn, user)
    if (rolesOf(drawn, user).length === 1 && teams.length === 2 && teams.every((team) => drawn.teams[team].length > 0)) return user
  }
  return 0
}

function writeData(drawn, peers, place) {
  const forms = new Set(peers.map(({ form }) => form))
  return Object.fromEntries([...forms].map((form) => {
    const bytes = FORMS[form](drawn, place)
    const path = join(place.folder, form)
    writeFileSync(path, bytes)
    return [form, path]
  }))
}

function say(line) {
  process.stderr.write(`${line}\n`)
}
