// For runtimes with a standard output.
import { everything } from './everything.mjs'

console.log(JSON.stringify(await everything()))
