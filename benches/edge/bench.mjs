// Prints what the guard costs, beside what it may cost.
import { requests } from './requests.mjs'
import { swaps } from './swaps.mjs'

const rows = []
const row = (what, measured, most) => rows.push([what, measured, most])
const { each, first } = await requests()
row('processor a guarded request, over the same handler unguarded', `${(each.guarded - each.unguarded).toFixed(0)} µs (${each.guarded.toFixed(0)} beside ${each.unguarded.toFixed(0)})`, '50 µs')
row('first request after a cold start, 10,000 users, over an empty worker', `${(first.guarded - first.empty).toFixed(1)} ms (${first.guarded.toFixed(1)} beside ${first.empty.toFixed(1)})`, '25 ms')
const swapped = await swaps()
row(`wrong answers of ${swapped.checks.toLocaleString('en')} in ${swapped.swaps.toLocaleString('en')} swaps of ${(swapped.bytes / 1e6).toFixed(1)} MB, each ${swapped.milliseconds.toFixed(0)} ms`, String(swapped.wrong), '0')
row('memory after a swap, in snapshots', swapped.swapped.toFixed(2), '2')
row('memory while verifying, in snapshots', swapped.verifying.toFixed(2), '3')
row('memory that stayed after all swaps, in snapshots', swapped.after.toFixed(2), '0')

console.log('\n| | measured | at most |\n| --- | ---: | ---: |')
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`)
