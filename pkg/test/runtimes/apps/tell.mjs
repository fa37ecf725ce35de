// For runtimes with a standard output.
import { engine } from './engine-file.mjs'
import { everything } from './everything.mjs'

console.log(JSON.stringify(await everything(engine)))
