// Things by the names that people know, leading to where more is said of them.
import type { IdentityGroup } from 'rolepack/full'
import { href } from '../shell/route'
import { useHeld } from '../snapshot/held'
import type { LevelKey } from '../snapshot/directory'

export function PersonName({ id }: { id: string }) {
  const { people } = useHeld()
  return (
    <a href={href('person', id)}>
      <bdi>{people.name(id)}</bdi>
    </a>
  )
}

export function PermissionName({ id }: { id: string }) {
  const { directory } = useHeld()
  return (
    <a href={href('permission', id)}>
      <bdi>{directory.title(id)}</bdi>
    </a>
  )
}

/** Leads to what it grants, and who holds it. */
export function RoleName({ id }: { id: string }) {
  const { directory } = useHeld()
  return (
    <a href={href('role', id)} title={directory.findRole(id)?.description}>
      <bdi>{directory.role(id)}</bdi>
    </a>
  )
}

/** Leads to its members and roles. */
export function TeamName({ id }: { id: string }) {
  const { directory } = useHeld()
  return (
    <a href={href('team', id)}>
      <bdi>{directory.team(id)}</bdi>
    </a>
  )
}

/** Leads to what it covers, and for whom. */
export function LevelName({ level }: { level: LevelKey }) {
  const { directory } = useHeld()
  return (
    <a href={href('level', `${level.company}/${level.key}`)} title={directory.findLevel(level)?.description}>
      <bdi>{directory.level(level)}</bdi>
    </a>
  )
}

/** Leads to what it brings at sign-in. */
export function GroupName({ group: { provider, group } }: { group: IdentityGroup }) {
  return (
    <a href={href('group', `${provider}:${group}`)}>
      <bdi>{group}</bdi> <bdi class="dim">{provider}</bdi>
    </a>
  )
}
