// The handler that is guarded, by itself.
import { answer } from './handler.mjs'

export default { fetch: answer }
