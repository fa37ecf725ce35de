import { readFileSync } from 'node:fs'
import { everything } from '../everything.mjs'

const engine = readFileSync(new URL('rolepack/engine.wasm', import.meta.url))
everything(engine).then((results) => console.log(JSON.stringify(results)))
