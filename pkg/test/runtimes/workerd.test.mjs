// workerd, at a compatibility date on either side of those that changed what a worker finds in its global scope.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suiteIn } from './suite.mjs'
import { bundle, serve, version } from './workerd.mjs'

await bundle('workerd.mjs', 'workerd')

for (const date of ['2024-09-01', '2025-06-01', '2026-11-01']) {
  const place = `${version}, compatibility date ${date}`
  const address = await serve('workerd', date)
  suiteIn(place, async () => (await fetch(address)).text())
  test(`in ${place}: a snapshot is loaded once for all requests, but none that expires, for there is no time yet`, async () => {
    assert.deepEqual(await (await fetch(`${address}start`)).json(), { allowed: true, refusal: 'time-required' })
  })
}
