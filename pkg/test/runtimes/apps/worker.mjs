// A worker, for workerd and for the edge runtime.
import { everything } from './everything.mjs'

export default {
  async fetch() {
    return new Response(JSON.stringify(await everything()), { headers: { 'content-type': 'application/json' } })
  },
}
