// With the loader `file`, importing the engine gives its address.
import engine from 'rolepack/engine.wasm'
import { everything } from '../everything.mjs'

everything(fetch(engine)).then((results) => (globalThis.results = results))
