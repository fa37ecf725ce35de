import type { ReviewOrder, ReviewRow } from 'rolepack/author'
import type { Held } from '../../snapshot/held'

/** What a group of rows is called. */
export function groupName(by: ReviewOrder, id: string, { directory, people }: Held): string {
  if (by === 'team') return id ? directory.team(id) : 'Held directly'
  if (by === 'role') return directory.role(id)
  return id ? people.name(id) : 'Without a manager'
}

/** Whence a role comes, how far it reaches, and when. */
export function whence({ team, within, from, until }: ReviewRow, { directory }: Held): string {
  return [team ? `team ${directory.team(team)}` : 'directly', within && `within ${within}`, from && `from ${from}`, until && `until ${until}`].filter(Boolean).join(', ')
}
