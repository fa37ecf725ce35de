// What a runtime told of its run of the suite becomes tests here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { fresh } from './fresh.mjs'

const { names } = await import(pathToFileURL(fresh('everything.mjs')))

/**
 * Runs the suite by `run`, which answers the results, or their JSON, and holds the runtime to every test that there is: the names are
 * those of the Node.js that runs this.
 */
export function suiteIn(runtime, run) {
  test(`in ${runtime}: the suite`, async (context) => {
    const told = await run()
    const results = typeof told === 'string' ? JSON.parse(told) : told
    for (const { name, failure } of results) {
      await context.test(`in ${runtime}: ${name}`, () => {
        if (failure !== undefined) throw new Error(failure)
      })
    }
    assert.deepEqual(results.map(({ name }) => name), names())
    context.diagnostic(`in ${runtime}: ${results.length} tests of the suite`)
  })
}
