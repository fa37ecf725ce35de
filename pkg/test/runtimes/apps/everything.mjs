// The whole suite on the installed package, for whichever runtime or bundler imports this.
import * as author from 'rolepack/author'
import * as full from 'rolepack/full'
import * as main from 'rolepack'
import { suite } from './suite/all.mjs'
import vectors from './vectors.mjs'

/** The tests, as `[name, run]` pairs. */
export const tests = () => suite({ main, full, author }, vectors)

/** The names of the tests, in order. */
export const names = () => tests().map(([name]) => name)

/** What became of each test, as data: `[{ name, failure? }]`. */
export async function everything() {
  const results = []
  for (const [name, run] of tests()) {
    try {
      await run()
      results.push({ name })
    } catch (error) {
      results.push({ name, failure: String(error?.stack ?? error) })
    }
  }
  return results
}
