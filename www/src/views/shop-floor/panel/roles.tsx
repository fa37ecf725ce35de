import type { Directory, Role } from '../../../snapshot/directory'
import { assignment, levelName, teamsIn, type Files, type RoleRef, type User } from '../document'
import { rolesOf, type Holder } from '../edit'

interface Props {
  readonly files: Files
  readonly directory: Directory
  readonly user: User
  readonly holder: Holder
  readonly choose: (holder: Holder) => void
  readonly tick: (role: string, held: boolean) => void
}

/** All roles, ticked where the person, or one of the person's teams, holds them by the source. */
export function Roles({ files, directory, user, holder, choose, tick }: Props) {
  const held = rolesOf(files, holder)
  const holders: Holder[] = [{ kind: 'user', id: user.id }, ...(user.teams ?? []).map((id): Holder => ({ kind: 'team', id }))]
  return (
    <>
      {holders.length > 1 && (
        <label class="holder">
          <span>Roles of</span>
          <select
            value={`${holder.kind} ${holder.id}`}
            onChange={(event) => choose(holders[event.currentTarget.selectedIndex]!)}
          >
            {holders.map(({ kind, id }) => (
              <option key={`${kind} ${id}`} value={`${kind} ${id}`} selected={kind === holder.kind && id === holder.id}>
                {kind === 'user' ? (user.name ?? id) : `the team ${directory.team(id)}`}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul class="ticks roles">
        {directory.roles.map((role) => (
          <Tick key={role.id} role={role} held={held} notes={holder.kind === 'user' ? fromTeams(files, directory, user, role) : []} tick={tick} />
        ))}
      </ul>
    </>
  )
}

function Tick({ role, held, notes, tick }: { role: Role; held: readonly RoleRef[]; notes: readonly string[]; tick: Props['tick'] }) {
  const assignments = held.map(assignment).filter((entry) => entry.role === role.id)
  const conditions = assignments.flatMap(({ within, from, until }) => [
    ...(within ? [`within ${levelName(within)}`] : []),
    ...(from ? [`from ${from.slice(0, 10)}`] : []),
    ...(until ? [`until ${until.slice(0, 10)}`] : []),
  ])
  const said = [...conditions, ...notes].join(', ')
  return (
    <li>
      <label title={role.description}>
        <input type="checkbox" checked={assignments.length > 0} data-role={role.id} onChange={(event) => tick(role.id, event.currentTarget.checked)} />
        <span class="name">{role.name}</span>
        {role.system && <span class="tag">system</span>}
        {role.applyTo !== 'loginAndSlideIn' && <span class="tag">{role.applyTo === 'slideIn' ? 'kiosk' : 'login'}</span>}
        {said && <span class="note">{said}</span>}
      </label>
    </li>
  )
}

/** Through which of the person's teams the role comes too, by the source. */
function fromTeams(files: Files, directory: Directory, user: User, role: Role): string[] {
  return teamsIn(files)
    .filter((team) => user.teams?.includes(team.id) && team.roles?.some((ref) => assignment(ref).role === role.id))
    .map((team) => `through ${directory.team(team.id)}`)
}
