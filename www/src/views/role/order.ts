import type { RoleGrants } from '../../snapshot/role-grants'
import { likeness, pairOf } from './relation'

export type Order = 'likeness' | 'name' | 'size'

export const ORDERS: readonly { readonly id: Order; readonly title: string }[] = [
  { id: 'likeness', title: 'Like roles side by side' },
  { id: 'size', title: 'Those that grant most first' },
  { id: 'name', title: 'By name' },
]

/** `roles` are given by name. */
export function ordered(roles: readonly string[], order: Order, grants: RoleGrants): readonly string[] {
  if (order === 'name') return roles
  const bySize = [...roles].sort((a, b) => grants.of(b).size - grants.of(a).size)
  return order === 'size' ? bySize : chained(bySize, grants)
}

/** Each beside the one that is most like it, of those that are left; it begins with the one that grants most. */
function chained(roles: readonly string[], grants: RoleGrants): string[] {
  const left = new Set(roles)
  const chain: string[] = []
  let next = roles[0]
  while (next !== undefined) {
    const now: string = next
    chain.push(now)
    left.delete(now)
    const alike = [...left].map((role) => ({ role, likeness: likeness(pairOf(now, role, grants)) }))
    next = alike.reduce((best, entry) => (entry.likeness > best.likeness ? entry : best), alike[0] ?? { role: undefined, likeness: 0 }).role
  }
  return chain
}
