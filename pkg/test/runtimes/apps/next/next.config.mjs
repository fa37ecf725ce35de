import { fileURLToPath } from 'node:url'

/** The suite lies beside the application, and Next itself above both. */
const root = fileURLToPath(new URL('../..', import.meta.url))

export default { turbopack: { root }, outputFileTracingRoot: root }
