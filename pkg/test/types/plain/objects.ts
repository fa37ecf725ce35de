// The Durable Object, where nothing declares what Cloudflare brings.
import { durableFloor, fromDurableObject, snapshotObject, type Action, type SnapshotObject, type SnapshotStub } from 'rolepack/durable-object'
import { guard } from 'rolepack/edge'

interface Env {
  readonly PUBLIC_KEY: string
  readonly READERS: string
  readonly SNAPSHOTS: { idFromName(name: string): object; get(id: object): SnapshotStub }
}

export const Snapshots = snapshotObject((env: Env, id) => ({
  organization: id.name ?? 'acme',
  publicKeys: [env.PUBLIC_KEY],
  authorize: (request: Request, { READERS }: Env, action: Action) => action === 'push' || request.headers.get('authorization') === READERS,
}))
export class Own extends snapshotObject({ organization: 'acme', authorize: async () => true, maxListeners: 10 }) {}
export const floor = (object: SnapshotObject): number => object.floor()

const stub = (env: Env) => env.SNAPSHOTS.get(env.SNAPSHOTS.idFromName('acme'))
export default guard<Env>({ organization: 'acme', snapshot: (env) => fromDurableObject(stub(env)), floor: (env) => durableFloor(stub(env)), caller: () => null, routes: { 'GET /': 'public' } }, () => new Response())

// @ts-expect-error an organisation is required
snapshotObject({ authorize: () => true })
// @ts-expect-error there is no such action
snapshotObject({ organization: 'acme', authorize: (_request, _env, action) => action === 'write' })
