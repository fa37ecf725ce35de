// Without a declaration every string is a permission, a right and a dimension.
import { Access, type CheckOptions, type Request, type WhoCanOptions } from 'rolepack'
import { pack } from 'rolepack/author'
import { fromKV, fromURL, Keeper, UnavailableError, type Source } from 'rolepack/live'
import { authzen } from 'rolepack/authzen'
import engine from 'rolepack/engine.wasm'
import { Access as Full } from 'rolepack/full'
import { Access as Slim, initialize } from 'rolepack/slim'
import { slices } from 'rolepack/slices'

declare const access: Access
declare const fullAccess: Full
type Request_ = globalThis.Request
type Env = { readonly secret: string }
declare const key: string
const ada = access.user('ada')

ada.can(key)
ada.can(key, { right: key })
ada.can(key, { resource: { location: 'A', owner: 'ada' } })
access.can('ada', key, { right: undefined })
access.can('ada', key, { right: null })
const options: CheckOptions = { right: 'list', resource: { owner: 'ada' }, accessMethod: 'login', identityGroups: { okta: ['x'] } }
access.check('ada', key, options)
const request: Request = { user: 'ada', permission: key, right: key }
access.can(request)
access.checkMany([request, { user: 'ada', permission: 'createRun' }])
ada.canAny(key, access.permission(key), access.permission(key, 'list'))
const anyone: WhoCanOptions = { right: 'list', accessMethod: 'slideIn' }
access.whoCan(key, anyone)
access.reach('ada', key)
access.reach('ada', key, 'location', { right: 'list' })
access.reach('ada', key, undefined, { right: 'list' })
export const keys: string[] = ada.permissions()
export const rights: string[] = ada.rights(key)
export const packed = pack({ organization: { id: 'acme' } })

// @ts-expect-error a number is no permission
ada.can(7)
// @ts-expect-error a number is no value
ada.can(key, { resource: { location: 7 } })
// @ts-expect-error there is no such option
ada.can(key, { rihgt: 'list' })
// @ts-expect-error a group belongs to a sign-in, which a user has had
ada.can(key, { identityGroups: { okta: ['x'] } })

void initialize(engine)
void initialize(fetch('/engine.wasm'))
export const slim: boolean = Slim.load(new Uint8Array(), { slice: true }).user().can(key)
// @ts-expect-error what explains is in the full build
Slim.load(new Uint8Array()).explain('ada', key)

declare const kv: { getWithMetadata(key: string, options: { type: 'stream'; cacheTtl?: number }): Promise<{ value: ReadableStream | null; metadata: unknown }> }
const sources: Source[] = [fromURL('/access/me', { events: true, headers: async () => ({ authorization: key }) }), fromKV(kv, key, { cacheTtl: 60 })]
export const opened = async () => {
  const live = await Access.open(sources[0]!, { organization: 'acme', publicKeys: [key], maxStale: 1000, whenStale: 'carry-on', report: (error) => console.warn(error.code) })
  const allowed: boolean = live.can('ada', key, { resource: { location: 'A' } }) && live.user('ada').can(live.permission(key))
  const promised: Promise<string[]> = live.whoCan(key)
  const now: string[] = (await Full.open('/snapshot')).whoCan(key)
  const stop: () => void = live.subscribe(() => live.refresh())
  return { allowed, promised, now, stop, sequence: live.current.sequence, down: live.failure instanceof UnavailableError }
}
// @ts-expect-error: no source
Access.open(5)
// @ts-expect-error: keys are a list
Access.open('/snapshot', { publicKeys: key })
const pdp: (request: Request_, env: Env) => Promise<Response> = authzen({
  access: async () => fullAccess,
  authorize: async (request, env: Env) => request.headers.get('authorization') === env.secret,
  types: { plant: 'location', app: 'unscoped', order: { dimension: 'location', ignore: ['colour'] } },
  actions: { run: { ignore: ['method'] } },
  roles: { provider: 'application' },
})
const own: (request: Request_) => Promise<Response> = slices({ access: () => access, caller: () => ({ userId: 'ada', identityGroups: { okta: ['x'] } }) })
async function kept(): Promise<void> {
  const [live, rich] = [await Access.open('https://acme.example/snapshot'), await Full.open('https://acme.example/snapshot')]
  authzen({ access: () => live })
  authzen({ access: () => rich })
  slices({ access: () => live, caller: (_, env: Env) => (env.secret ? null : undefined) })
  slices({ access: () => rich, caller: async () => null })
  const keeper = new Keeper(Full, fromURL('/snapshot'), { organization: 'acme' })
  slices({ access: (_, __, { waitUntil }: { waitUntil(work: Promise<unknown>): void }) => keeper.ready(waitUntil), caller: () => null })
  // @ts-expect-error the slim build lists nothing
  authzen({ access: () => Slim.load(packed.bytes) })
}
export const handlers = [pdp, own, kept]
