import type { Decision, Effective, IdentityGroup, Kind, Reach, Request } from '../types.js'

type Presented = { readonly identityGroups: readonly IdentityGroup[] }
type Scope = { readonly [dimension: string]: string }

/** What is asked of an `Access` here: whichever entry it is of, and whatever a program has registered of its permissions. */
export interface Answers {
  readonly kind: Kind
  readonly organization: string
  readonly sequence: number
  readonly created: number | undefined
  check(request: Request): Decision
  user(id: string, presented: Presented): { permissions(): string[] }
  effective(user: string, presented: Presented): Effective | Promise<Effective>
  whoCan(permission: string, options: { right: string | undefined; resource: Scope }): string[] | Promise<string[]>
  reach(user: string, permission: string, dimension: string, options: Presented & { right: string | undefined; resource: Scope }): Reach | Promise<Reach>
}
