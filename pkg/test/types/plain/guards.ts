// Guards, as they are configured where every string is a permission.
import { body, fromBytes, fromKV, guard, params, query, Refusal, type Caller, type DecisionRecord, type Granted, type GuardOptions, type RefusalRecord } from 'rolepack/edge'
import { rolepackGuard } from 'rolepack/express'

interface Env {
  readonly ACCESS: Parameters<typeof fromKV>[0]
}
declare const publicKeys: string[]
declare const locationOf: (id: string | undefined) => Promise<string>

const options = {
  organization: 'acme',
  publicKeys,
  snapshot: (env: Env) => fromKV(env.ACCESS, 'current'),
  caller: async (request: Request): Promise<Caller | null> => (request.headers.has('cookie') ? { userId: 'ada', identityGroups: { okta: ['x'] } } : null),
  routes: {
    'POST /runs': { permission: 'createRun', scope: 'anywhere' },
    'PATCH /runs/:id': { permission: 'updateRun', scope: async (c) => ({ location: await locationOf(c.params['id']) }) },
    'PUT /runs/:id': { permission: 'tax', right: 'add', scope: ({ env, caller }) => (env.ACCESS && caller.userId ? { location: 'A' } : null) },
    'GET /reports': { any: ['createRun', { permission: 'tax', right: 'list' }], scope: query({ location: 'at' }) },
    'POST /both': { all: ['createRun', 'updateRun'], scope: body({ location: 'place.location' }) },
    'GET /plants/:plant': { permission: 'createRun', scope: params({ location: 'plant' }) },
    'GET /healthz': 'public',
  },
  mode: 'observe',
  log: (record: DecisionRecord) => console.log(JSON.stringify(record)),
  refused: (record: RefusalRecord) => console.log(record.status, record.reason),
} satisfies GuardOptions<Env>

export default guard(options, async (request, env: Env, ctx, granted) => {
  ctx.waitUntil?.(Promise.resolve(env))
  if (granted.refusal instanceof Refusal) return new Response(null, { status: granted.refusal.status })
  return Response.json({ at: granted.resource?.location, by: granted.decision?.role, who: granted.caller?.userId, also: granted.access?.can('ada', 'createRun'), request: request.url })
})
export const several = guard<Env>({ ...options, mode: 'enforce', organization: ({ claims }) => claims?.['org'] as string, cors: () => new Response(null) }, () => new Response())
export const middleware = rolepackGuard({ organization: 'acme', snapshot: () => fromBytes(new Uint8Array()), caller: () => null, routes: { 'GET /': 'public' } })
export const told = (granted: Granted): string => granted.params['id'] ?? ''

// @ts-expect-error there is no such mode
guard({ ...options, mode: 'audit' }, () => new Response())
// @ts-expect-error a route says what it needs
guard({ ...options, routes: { 'GET /': { scope: 'anywhere' } } }, () => new Response())
// @ts-expect-error a scope names values by dimension
guard({ ...options, routes: { 'GET /': { permission: 'createRun', scope: () => 'A' } } }, () => new Response())
