// The same handler, guarded, with the snapshot in the worker. Who calls is told by a header: what a token costs to verify is another matter.
import { fromBytes, guard } from 'rolepack/edge'
import { answer } from './handler.mjs'
import publicKey from './key.txt'
import snapshot from './acme.rolepack'

export default guard(
  {
    organization: 'acme',
    publicKeys: [publicKey],
    snapshot: () => fromBytes(snapshot),
    caller: ({ headers }) => ({ userId: headers.get('x-user') }),
    routes: { 'POST /runs/:id': { permission: 'createRun', scope: 'anywhere' } },
  },
  answer,
)
