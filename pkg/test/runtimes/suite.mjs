// What a runtime told of its run of the suite becomes tests here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { fresh } from './fresh.mjs'

const { tests } = await import(pathToFileURL(fresh('everything.mjs')))

/**
 * Runs the suite by `run`, which answers the results, or their JSON, and holds the runtime to every test that there is: the names are
 * those of the Node.js that runs this. `slim`: whether the slim entry has its engine there. `expected`: the tests of another suite.
 */
export function suiteIn(runtime, run, { slim = true, expected = tests(slim ? 'any' : undefined) } = {}) {
  test(`in ${runtime}: the suite`, async (context) => {
    const told = await run()
    const results = typeof told === 'string' ? JSON.parse(told) : told
    for (const { name, failure } of results) {
      await context.test(`in ${runtime}: ${name}`, () => {
        if (failure !== undefined) throw new Error(failure)
      })
    }
    assert.deepEqual(results.map(({ name }) => name), expected.map(([name]) => name))
    context.diagnostic(`in ${runtime}: ${results.length} tests of the suite`)
  })
}

/** The results in a report of Jest's, which Vitest writes as well. */
export function reported(report) {
  const [{ assertionResults }] = JSON.parse(report).testResults
  return assertionResults.map(({ title, status, failureMessages }) => (status === 'passed' ? { name: title } : { name: title, failure: failureMessages.join('\n') || status }))
}
