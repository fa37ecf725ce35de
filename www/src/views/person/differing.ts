// Two answers to what somebody may do, side by side.
import type { Effective, Path } from 'rolepack/full'

export interface Grant {
  readonly area: string
  readonly permission: string
  readonly right: string | undefined
  readonly before: readonly Path[]
  readonly after: readonly Path[]
}

export interface Differing {
  readonly gained: readonly Grant[]
  readonly lost: readonly Grant[]
  /** Held before and after, within other levels. */
  readonly moved: readonly Grant[]
  /** Held before and after within the same levels, in other ways. */
  readonly otherwise: number
}

export function differenceOf(before: Effective, after: Effective): Differing {
  const [old, now] = [grantsOf(before), grantsOf(after)]
  const grants = [...new Set([...old.keys(), ...now.keys()])].map((key): Grant => {
    const { area, permission, right } = (now.get(key) ?? old.get(key))!
    return { area, permission, right, before: old.get(key)?.paths ?? [], after: now.get(key)?.paths ?? [] }
  })
  const both = grants.filter(({ before, after }) => before.length > 0 && after.length > 0)
  const moved = both.filter((grant) => reachOf(grant.before) !== reachOf(grant.after))
  return {
    gained: grants.filter(({ before }) => before.length === 0),
    lost: grants.filter(({ after }) => after.length === 0),
    moved,
    otherwise: both.filter((grant) => !moved.includes(grant) && JSON.stringify(grant.before) !== JSON.stringify(grant.after)).length,
  }
}

function grantsOf({ groups }: Effective): Map<string, { area: string; permission: string; right: string | undefined; paths: readonly Path[] }> {
  return new Map(
    groups.flatMap(({ permissionGroup, grants }) =>
      grants.map(({ permission, right, paths }) => [`${permission}\n${right ?? ''}`, { area: permissionGroup ?? '', permission, right, paths }] as const),
    ),
  )
}

/** Within which levels; a path without one reaches as far as the user's own. */
function reachOf(paths: readonly Path[]): string {
  return [...new Set(paths.map(({ level }) => (level ? `${level.company}/${level.key}` : '')))].sort().join('\n')
}
