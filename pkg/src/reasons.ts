import type { Reason } from './types.js'

/** By their numbers, in the order in which they apply. */
export const REASONS =
  'invalid-request,unknown-permission,unknown-right,right-required,unknown-dimension,not-in-snapshot,unknown-user,inactive-user,not-granted,access-method,out-of-scope,granted'.split(',') as Reason[]
