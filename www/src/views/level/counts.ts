import type { Access, AccessMethod, AnyResource } from 'rolepack/full'

/** How many people hold a permission there; undefined where the snapshot does not answer that. */
export function holders(access: Access, permission: string, right: string | undefined, asks: { accessMethod: AccessMethod; resource: AnyResource }): number | undefined {
  try {
    return access.whoCan(permission, { ...asks, ...(right === undefined ? {} : { right }) }).length
  } catch {
    return undefined
  }
}

/** Asked when it is wanted, and then known. */
export function once<T>(ask: () => T): () => T {
  let answer: { value: T } | undefined
  return () => (answer ??= { value: ask() }).value
}
