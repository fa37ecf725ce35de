import { engine } from '../engine-file.mjs'
import { tests } from '../everything.mjs'

for (const [name, run] of tests(engine)) test(name, run)
