// A worker: modules are compiled by the runtime.
import engine from 'rolepack/engine.wasm'
import { answer } from './everything.mjs'

export default { fetch: () => answer(engine) }
