import type { Access } from 'rolepack/full'
import type { Permission } from '../../snapshot/directory'
import { NOBODY } from '../../snapshot/nobody'

/**
 * The roles that grant something, for either way of signing in, system roles last. Of a permission with rights, and none named: any of them.
 * Of somebody unknown it is told of every role that it would grant.
 */
export function rolesGranting(access: Access, { key, rights }: Permission, right?: string): string[] {
  const asked = right !== undefined ? [{ right }] : rights.length ? rights.map((right) => ({ right })) : [{}]
  const found = asked.flatMap((options) => (['login', 'slideIn'] as const).flatMap((accessMethod) => access.explain(NOBODY, key, { ...options, accessMethod }).wouldGrant))
  return [...new Set(found)]
}
