import type { Path } from 'rolepack/full'
import { useHeld } from '../snapshot/held'
import { LevelName, RoleName, TeamName } from './names'
import { usePrinting } from './printing'
import { text, through } from './sentence'

/** One way in which something is held: the role, where it comes from, and within which level. */
export function PathOf({ path: { role, via, level } }: { path: Path }) {
  return (
    <span class="path">
      <RoleName id={role} />
      {via.identityGroup && (
        <span class="via">
          group <bdi>{via.identityGroup.group}</bdi>
        </span>
      )}
      {via.team && (
        <span class="via">
          team <TeamName id={via.team} />
        </span>
      )}
      {!via.team && !via.identityGroup && <span class="via">direct</span>}
      {level && (
        <span class="within">
          within <LevelName level={level} />
        </span>
      )}
    </span>
  )
}

/** The first, and how many more there are for those who want to see them. */
export function Paths({ paths }: { paths: readonly Path[] }) {
  const [first, ...others] = paths
  if (!first) return null
  return (
    <>
      <PathOf path={first} />
      {others.length > 0 && (
        <details class="more">
          <summary>{others.length === 1 ? 'and another way' : `and ${others.length} other ways`}</summary>
          {others.map((path, at) => (
            <PathOf key={at} path={path} />
          ))}
        </details>
      )}
    </>
  )
}

/** The first, in a row of a table; what else there is, is said where the row leads to. Paper leads nowhere, and has all of them. */
export function FirstPath({ paths, more }: { paths: readonly Path[]; more: string }) {
  const printing = usePrinting()
  const [first, ...others] = paths
  if (!first) return null
  if (printing) {
    return (
      <>
        {paths.map((path, at) => (
          <p key={at}>
            <PathOf path={path} />
          </p>
        ))}
      </>
    )
  }
  return (
    <span>
      <PathOf path={first} />{' '}
      {others.length > 0 && <a href={more}>{others.length === 1 ? 'and another way' : `and ${others.length} other ways`}</a>}
    </span>
  )
}

/** As a CSV file says them. */
export function usePathText(): (paths: readonly Path[]) => string {
  const { directory } = useHeld()
  return (paths) => paths.map((path) => text(through(path, directory)).replace(/\.$/, '')).join('; ')
}
