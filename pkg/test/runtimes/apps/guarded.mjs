// The guard's suite on the installed package, for runtimes that know requests and answers.
import * as author from 'rolepack/author'
import * as edge from 'rolepack/edge'
import * as full from 'rolepack/full'
import * as main from 'rolepack'
import { resultsOf } from './everything.mjs'
import suite from './suite/guard.mjs'

/** The tests, as `[name, run]` pairs. */
export const guarded = suite({ main, full, author, edge })

/** What became of each, as an answer. */
export async function answer() {
  return Response.json(await resultsOf(guarded))
}
