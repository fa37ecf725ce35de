// For pages: whoever opened one waits for `results`.
import { everything } from './everything.mjs'

everything().then((results) => (globalThis.results = results))
