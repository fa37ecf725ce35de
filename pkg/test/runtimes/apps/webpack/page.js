import { everything } from '../everything.mjs'

const engine = new URL('rolepack/engine.wasm', import.meta.url)
everything(fetch(engine)).then((results) => (globalThis.results = results))
