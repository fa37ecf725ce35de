// What the buttons ask, and what they are told. Nothing is decided here.
import type { Access, Explanation, IdentityGroup, AccessMethod } from 'rolepack/full'
import { idOf, type Action } from './actions'
import type { Place } from './places'

export interface Asker {
  readonly user: string
  readonly accessMethod: AccessMethod
  readonly identityGroups: readonly IdentityGroup[]
}

export interface Verdict {
  readonly action: Action
  readonly allowed: boolean
  readonly explanation: Explanation
}

export type Verdicts = ReadonlyMap<string, Verdict>

export function ask(access: Access, { user, accessMethod, identityGroups }: Asker, place: Place, actions: readonly Action[]): Verdicts {
  const asker = access.user(user, { accessMethod, identityGroups })
  return new Map(
    actions.map((action) => {
      const options = { right: action.right, resource: place.resource }
      const allowed = asker.can(action.permission, options)
      return [idOf(action), { action, allowed, explanation: asker.explain(action.permission, options) }]
    }),
  )
}
