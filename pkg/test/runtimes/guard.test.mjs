// The guard's suite in every runtime that knows requests and answers; in workerd a guard is made before there is a request, too.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { binary } from './binaries.mjs'
import { dispatched, version as edge } from './edge-runtime.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { guardedServer } from './sent.mjs'
import { started } from './started.mjs'
import { suiteIn } from './suite.mjs'
import { bundle, serve, version as workerd } from './workerd.mjs'

const { guarded } = await import(pathToFileURL(fresh('guarded.mjs')))
const options = { expected: guarded }
const deno = [['run', '--no-prompt', '--node-modules-dir=manual', '--no-remote', '--no-lock', `--allow-read=${fresh('node_modules/rolepack')}`, 'tell-guarded.mjs'], { env: { DENO_DIR: fresh('deno'), DENO_NO_UPDATE_CHECK: '1' } }]

/** Begun at once, wherever it runs: for the most part it waits until something is stale or late. */
function suiteAtOnce(place, run) {
  const told = run()
  told.catch(() => {})
  suiteIn(place, () => told, options)
}

for (const name of ['oldNode', 'node']) suiteAtOnce(`Node ${(await say(binary(name), ['--version'])).trim()}, guard`, () => say(binary(name), ['tell-guarded.mjs']))
suiteAtOnce('Deno, guard', () => say(binary('deno'), ...deno))
suiteAtOnce('Bun, guard', () => say(binary('bun'), ['--no-install', 'tell-guarded.mjs']))
suiteAtOnce(`edge-runtime ${edge}, guard`, () => dispatched('edge-guarded.mjs'))

for (const [name, runtime] of [['Deno', 'deno'], ['Bun', 'bun']]) guardedServer(`${name}, guard`, await started(runtime, 'serve-guarded.mjs'))

await bundle('workerd-guarded.mjs', 'workerd-guarded')
for (const date of ['2024-09-01', '2026-11-01']) {
  const place = `${workerd}, compatibility date ${date}, guard`
  const address = await serve('workerd-guarded', date)
  test(`in ${place}: fifty first requests at once`, async () => {
    const ask = async (user) => (await fetch(`${address}runs`, { headers: { 'x-user': user } })).status
    const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(at % 5 === 0 ? 'eve' : 'ada')))
    assert.deepEqual(answers, answers.map((_, at) => (at % 5 === 0 ? 403 : 200)))
    const { fetched } = await (await fetch(`${address}runs`, { headers: { 'x-user': 'ada' } })).json()
    assert.ok(fetched <= 2, `fetched ${fetched} times`)
  })
  guardedServer(place, address)
  suiteIn(place, async () => (await fetch(`${address}suite`)).text(), options)
}
