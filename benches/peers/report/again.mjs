// npm run report: writes the chart and the tables once more from results.json, without measuring anything.
import { relative } from 'node:path'
import { kept, write } from './results.mjs'

for (const path of await write(kept())) console.log(`written: ${relative('', path)}`)
