import type { AccessMethod, IdentityGroups } from '../types.js'
import { isPlain } from '../live/plain.js'
import { ownOf } from './own.js'

/** Who makes a request, as the operator's sign-in knows it. */
export interface Caller {
  /** The id of the user in the snapshot. */
  readonly userId: string
  readonly identityGroups?: IdentityGroups | undefined
  /** What the sign-in vouches for beside that: the verified claims of a token. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
  /** To which organisation the configuration of the sign-in belongs. A guard of another one refuses. */
  readonly organization?: string | undefined
}

/** Who asks, in the fields of a request. What is malformed stays so, and is denied. */
export interface Asking {
  readonly user: string
  readonly identityGroups?: readonly { readonly provider: string; readonly group: string }[]
  readonly accessMethod?: AccessMethod
}

/**
 * What the operator's function gave, by its own properties: what else is found on it was put on every object by somebody. Throws a TypeError where there is
 * more to it than those.
 */
export function ownCaller(given: Caller): Caller {
  if (!isPlain(given)) throw new TypeError('a caller is a plain object')
  return Object.freeze(ownOf<Caller>(given))
}

/** `method` gives the access method, where the operator says how to find it. */
export function askingOf({ userId, identityGroups }: Caller, method: (() => AccessMethod) | undefined): Asking {
  const groups = identityGroups === undefined || Array.isArray(identityGroups) ? identityGroups : listed(identityGroups)
  const asking: { -readonly [K in keyof Asking]: Asking[K] } = { user: userId }
  if (groups !== undefined) asking.identityGroups = groups
  if (method) asking.accessMethod = waitedForByNobody(method())
  return asking
}

/** A promise is no access method, and is denied; that it rejects must not end the process. */
function waitedForByNobody(method: AccessMethod): AccessMethod {
  if (typeof method === 'object') void Promise.resolve(method).catch(() => {})
  return method
}

function listed(byProvider: unknown): { provider: string; group: string }[] {
  return Object.entries(byProvider as object).flatMap(([provider, groups]) => (Array.isArray(groups) ? groups : [groups]).map((group: string) => ({ provider, group })))
}
