import type { RoleGrants } from '../../snapshot/role-grants'

/** How what one role grants stands to what another does. */
export type Relation = 'same' | 'within' | 'around' | 'shares' | 'apart'

export interface Pair {
  readonly role: string
  readonly other: string
  readonly relation: Relation
  readonly shared: number
  /** What only the one grants, and only the other. */
  readonly only: number
  readonly otherOnly: number
}

export function pairOf(role: string, other: string, grants: RoleGrants): Pair {
  const [one, two] = [grants.of(role), grants.of(other)]
  const shared = one.shared(two)
  const [only, otherOnly] = [one.size - shared, two.size - shared]
  return { role, other, relation: relationOf(shared, only, otherOnly), shared, only, otherOnly }
}

/** Each two of the roles once, the one that is within the other first; those that share most for what they grant first. */
export function pairsOf(roles: readonly string[], grants: RoleGrants): Pair[] {
  const pairs: Pair[] = []
  roles.forEach((role, at) => {
    for (const other of roles.slice(at + 1)) {
      const pair = pairOf(role, other, grants)
      if (pair.shared > 0) pairs.push(pair.relation === 'around' ? pairOf(other, role, grants) : pair)
    }
  })
  return pairs.sort((a, b) => RANK[a.relation] - RANK[b.relation] || likeness(b) - likeness(a))
}

/** As a table says it, the one role before and the other after. */
export const RELATION: Readonly<Record<Relation, string>> = {
  same: 'grants the same as',
  within: 'is contained in',
  around: 'contains',
  shares: 'overlaps with',
  apart: 'shares nothing with',
}

export const RANK: Readonly<Record<Relation, number>> = { same: 0, within: 1, around: 2, shares: 3, apart: 4 }

/** What both grant, of what either does. */
export function likeness({ shared, only, otherOnly }: Pair): number {
  return shared / Math.max(1, shared + only + otherOnly)
}

/** A role that grants nothing shares nothing, and is contained in none. */
function relationOf(shared: number, only: number, otherOnly: number): Relation {
  if (shared === 0) return 'apart'
  if (only === 0) return otherOnly === 0 ? 'same' : 'within'
  return otherOnly === 0 ? 'around' : 'shares'
}
