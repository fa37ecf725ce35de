// A worker: modules are compiled by the runtime.
import { Access } from 'rolepack'
import { pack } from 'rolepack/author'
import engine from 'rolepack/engine.wasm'
import { answer } from './everything.mjs'

// Before there is any request, where the clock stands at 0 and nothing is drawn at random but by `Math.random`.
const source = { organization: { id: 'acme' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] }
const access = Access.load(pack(source).bytes)
const refusal = code(() => Access.load(pack(source, { expires: 1 }).bytes))

function code(run) {
  try {
    run()
  } catch (error) {
    return error.code
  }
}

export default {
  fetch({ url }) {
    return new URL(url).pathname === '/start' ? Response.json({ allowed: access.can('ada', 'createRun'), refusal }) : answer(engine)
  },
}
