// A worker before two classes of Durable Objects: it hands on what is asked of `/CLASS/NAME`, and asks and tells itself at `/CLASS/NAME/TASK`.
import { Access } from 'rolepack'
import { guard } from 'rolepack/edge'
import { durableFloor, fromDurableObject, snapshotObject } from 'rolepack/durable-object'

export const Guarded = snapshotObject({
  organization: 'acme',
  authorize: async (request, env, action) => request.headers.get('authorization') === `Bearer ${action}` || (request.headers.get('authorization') === 'Bearer broken' && broken()),
  maxListeners: 2,
  maxBytes: 2_000_000,
  timeout: 3_000,
})
export const Signed = snapshotObject(({ KEYS }, id) => ({ organization: id.name, publicKeys: KEYS.split(' ') }))

/** A guard whose snapshot, and whose floor, is an object's. */
const object = (env) => env.guarded.get(env.guarded.idFromName('behind-a-guard'))
const gate = guard({
  organization: 'acme',
  snapshot: (env) => fromDurableObject(object(env)),
  floor: (env) => durableFloor(object(env)),
  refreshEvery: 1_000,
  caller: () => ({ userId: 'ada' }),
  routes: { 'POST /runs': { permission: 'createRun', scope: 'anywhere' } },
}, (request, env, ctx, { access }) => Response.json({ sequence: access.sequence }))

function broken() {
  throw new Error('the session cannot be looked up')
}

const tasks = {
  /** As a guard does it: the snapshot and the floor from the object. */
  async open(stub, { organization }) {
    const live = await Access.open(fromDurableObject(stub), { organization, floor: durableFloor(stub) })
    const answer = { sequence: live.sequence, allowed: live.can('ada', 'createRun') }
    await live.refresh()
    return { ...answer, failure: live.failure?.code, ...close(live) }
  },
  floor: async (stub) => ({ floor: await stub.floor() }),
  raise: async (stub, { sequence }) => ({ raised: await stub.raise(Number(sequence)) }),
}

function close(live) {
  live.close()
}

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/runs') return gate.fetch(request, env, ctx)
    const [, kind, name, task] = pathname.split('/')
    const objects = env[kind]
    const stub = objects.get(objects.idFromName(name))
    if (!task) return stub.fetch(request)
    try {
      return Response.json(await tasks[task](stub, Object.fromEntries(searchParams)))
    } catch (error) {
      return Response.json({ name: error.name, code: error.code, message: error.message }, { status: 500 })
    }
  },
}
