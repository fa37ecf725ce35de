// Things by the names that people know, leading to where more is said of them.
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

/** Leads to those who hold it directly. */
export function RoleName({ id }: { id: string }) {
  const { directory } = useHeld()
  return (
    <a href={href('person', undefined, { role: id })} title={directory.findRole(id)?.description}>
      <bdi>{directory.role(id)}</bdi>
    </a>
  )
}

/** Leads to its members. */
export function TeamName({ id }: { id: string }) {
  const { directory } = useHeld()
  return (
    <a href={href('person', undefined, { team: id })}>
      <bdi>{directory.team(id)}</bdi>
    </a>
  )
}

/** Leads to those to whom it is assigned. */
export function LevelName({ level }: { level: LevelKey }) {
  const { directory } = useHeld()
  return (
    <a href={href('person', undefined, { level: `${level.company}/${level.key}` })} title={directory.findLevel(level)?.description}>
      <bdi>{directory.level(level)}</bdi>
    </a>
  )
}
