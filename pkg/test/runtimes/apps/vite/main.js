import engine from 'rolepack/engine.wasm?url'
import { everything } from '../everything.mjs'

everything(fetch(engine)).then((results) => (globalThis.results = results))
