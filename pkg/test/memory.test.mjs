// Memory goes without the user's help: snapshots loaded, used and dropped leave the process where it was.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install } from './installed.mjs'
import { organization } from './suite/organization.mjs'

const script = `
import { Access } from 'rolepack'
import { pack } from 'rolepack/author'
import { setTimeout } from 'node:timers/promises'
const { bytes } = pack(${JSON.stringify(organization)})
const use = (count) => {
  for (let at = 0; at < count; at++) {
    const access = Access.load(bytes)
    if (!access.can('ada', 'createRun') || !access.user('ada').can('createRun') || access.check('noor', 'createRun').allowed) throw new Error('wrong')
  }
}
// Some of what was collected is given back by threads that may have to wait for their turn.
const megabytes = async (enough = 0) => {
  let least = Infinity
  for (let at = 0; at < 50 && least > enough; at++) {
    gc()
    await setTimeout(20)
    least = Math.min(least, process.memoryUsage().rss / 2 ** 20)
  }
  return least
}
use(500)
const before = await megabytes()
let peak = 0
for (let round = 0; round < 10; round++) {
  use(1000)
  peak = Math.max(peak, process.memoryUsage().rss / 2 ** 20)
}
console.log(JSON.stringify({ before, peak, after: await megabytes(before + 20) }))
`

test('10,000 snapshots, loaded, used and dropped in one synchronous run', (context) => {
  const folder = install()
  writeFileSync(join(folder, 'memory.mjs'), script)
  const { before, peak, after } = JSON.parse(execFileSync(process.execPath, ['--expose-gc', 'memory.mjs'], { cwd: folder, encoding: 'utf8' }))
  context.diagnostic(`megabytes before ${before.toFixed(1)}, at most ${peak.toFixed(1)}, after ${after.toFixed(1)}`)
  assert.ok(after - before < 24, 'memory is kept')
  assert.ok(peak - before < 400, 'memory is given back too late')
})
