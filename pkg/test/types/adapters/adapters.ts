// The middleware where it is used, and callers by their tokens.
import express from 'express'
import { Hono } from 'hono'
import { authzen } from 'rolepack/authzen'
import { fromBytes, guard, type GuardOptions } from 'rolepack/edge'
import { rolepackGuard } from 'rolepack/express'
import { Access } from 'rolepack/full'
import { rolepackGuard as honoGuard, type Guarded } from 'rolepack/hono'
import { jwt } from 'rolepack/jwt'
import { slices } from 'rolepack/slices'

interface Env {
  readonly ACCESS: Uint8Array
}
const caller = jwt({ issuer: 'https://acme.example', audience: 'mes', algorithms: ['ES256'], identityGroups: { provider: 'okta', claim: 'groups' } })
const options = { organization: 'acme', snapshot: () => fromBytes(new Uint8Array()), caller, routes: { 'GET /': 'public' } } satisfies GuardOptions
const bound: GuardOptions<Env> = { ...options, snapshot: (env) => fromBytes(env.ACCESS) }

express().use(rolepackGuard(options))
express().use('/api', rolepackGuard(options), express.json())
const app = new Hono<Guarded<Env>>()
app.use(honoGuard(bound))
app.get('/', (context) => context.json(context.get('granted').decision ?? {}))
const plain = new Hono()
plain.use(honoGuard(options))
export default guard(bound, () => new Response())

declare const access: Access
export const me = slices({ access: (_, env: Env) => Access.load(env.ACCESS), caller, accessMethod: (_, __, { claims }) => (claims?.['acr'] === 'badge' ? 'slideIn' : 'login') })
export const pdp = authzen({ access: () => access, authorize: async (request) => (await caller(request)) !== null })

// @ts-expect-error an algorithm that is no signature by a private key
jwt({ issuer: 'https://acme.example', audience: 'mes', algorithms: ['HS256'] })
// @ts-expect-error whose tokens they are
jwt({ issuer: 'https://acme.example', algorithms: ['ES256'] })
