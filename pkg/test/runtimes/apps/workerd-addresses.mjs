// As a worker.
import { answer } from './addresses.mjs'

export default { fetch: answer }
