// Guards, where the compiler knows the permissions. A line that must not compile says why.
import { guard, query, type GuardOptions, type Route } from 'rolepack/edge'

declare const others: Omit<GuardOptions, 'routes'>
guard({ ...others, routes: { 'POST /runs': { permission: 'createRun', scope: 'anywhere' }, 'GET /tax': { permission: 'purchasing/taxScheduleMap', right: 'list', scope: query({ location: 'at' }) } } }, () => new Response())
export const route: Route = { any: ['createRun', { permission: 'purchasing/taxScheduleMap', right: 'add' }], scope: () => ({ location: 'A', owner: 'ada' }) }

// @ts-expect-error there is no such permission
export const misspelt: Route = { permission: 'craeteRun', scope: 'anywhere' }
// @ts-expect-error a right is wanted
export const bare: Route = { permission: 'purchasing/taxScheduleMap', scope: 'anywhere' }
// @ts-expect-error a right is wanted
export const listed: Route = { any: ['purchasing/taxScheduleMap'], scope: 'anywhere' }
// @ts-expect-error there is no such right
export const other: Route = { permission: 'purchasing/taxScheduleMap', right: 'delete', scope: 'anywhere' }
// @ts-expect-error there is no such dimension
export const place: Route = { permission: 'createRun', scope: () => ({ plant: 'A' }) }
