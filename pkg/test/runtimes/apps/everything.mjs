// The whole suite on the installed package, for whichever runtime or bundler imports this.
import * as author from 'rolepack/author'
import * as authzen from 'rolepack/authzen'
import * as edge from 'rolepack/edge'
import * as full from 'rolepack/full'
import * as js from 'rolepack/js'
import * as live from 'rolepack/live'
import * as main from 'rolepack'
import * as slices from 'rolepack/slices'
import * as slim from 'rolepack/slim'
import { suite } from './suite/all.mjs'
import vectorTests from './suite/vectors.mjs'
import vectors from './vectors.mjs'

/** The tests, as `[name, run]` pairs; with an engine, those of the slim entry too. */
export function tests(engine) {
  const all = suite({ main, full, author, js, live, edge, authzen, slices }, vectors)
  if (engine === undefined) return all
  const slimTests = vectorTests({ main: slim, full, author }, vectors)
  return [...all, ['slim: given its engine', () => slim.initialize(engine)], ...slimTests.map(([name, run]) => [`slim: ${name}`, run])]
}

/** What became of each test, as data: `[{ name, failure? }]`. */
export function everything(engine) {
  return resultsOf(tests(engine))
}

/** The same of any tests. */
export async function resultsOf(tests) {
  const results = []
  for (const [name, run] of tests) {
    try {
      await run()
      results.push({ name })
    } catch (error) {
      results.push({ name, failure: String(error?.stack ?? error) })
    }
  }
  return results
}

/** The same as an answer. */
export async function answer(engine) {
  return Response.json(await everything(engine))
}
