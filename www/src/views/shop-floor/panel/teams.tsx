import type { Directory } from '../../../snapshot/directory'
import { assignment, teamsIn, type Files } from '../document'

interface Props {
  readonly files: Files
  readonly directory: Directory
  readonly member: readonly string[]
  readonly tick: (team: string, member: boolean) => void
}

/** All teams, and what each brings. */
export function Teams({ files, directory, member, tick }: Props) {
  return (
    <ul class="ticks teams">
      {teamsIn(files).map(({ id, name = id, roles = [] }) => (
        <li key={id}>
          <label>
            <input type="checkbox" checked={member.includes(id)} data-team={id} onChange={(event) => tick(id, event.currentTarget.checked)} />
            <span class="name">{name}</span>
            <span class="note">{[...new Set(roles.map((ref) => directory.role(assignment(ref).role)))].join(', ') || 'no role'}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}
