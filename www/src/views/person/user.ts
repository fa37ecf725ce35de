import { assignmentOf, type Assignment, type LevelKey } from '../../snapshot/directory'
import type { User } from '../../snapshot/protocol'

/** What somebody does; free text that a source may keep beside the user. */
export function jobOf({ attributes }: User): string {
  const title = attributes?.['title']
  return typeof title === 'string' ? title : ''
}

/** The levels that are assigned to somebody. A snapshot that is taken apart tells both keys. */
export function levelsOf({ accessLevels = [] }: User): LevelKey[] {
  return accessLevels.filter((level) => typeof level === 'object')
}

export function rolesOf({ roles = [] }: User): Assignment[] {
  return roles.map(assignmentOf)
}
