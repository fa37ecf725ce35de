// For runtimes with a standard output.
import { resultsOf } from './everything.mjs'
import { guarded } from './guarded.mjs'

console.log(JSON.stringify(await resultsOf(guarded)))
