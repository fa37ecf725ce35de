import type { Assignment } from '../snapshot/directory'
import { useHeld } from '../snapshot/held'
import { Few } from './few'
import { LevelName, RoleName } from './names'
import { RoleTags } from './role-tags'
import { Within } from './within'

/** Roles as they are held, each with how far it reaches. */
export function Assignments({ roles }: { roles: readonly Assignment[] }) {
  const { directory } = useHeld()
  return (
    <ul class="assignments">
      {roles.map(({ role, within }, at) => (
        <li key={at}>
          <RoleName id={role} /> <RoleTags role={directory.findRole(role)} />
          <Within level={within} />
        </li>
      ))}
    </ul>
  )
}

/** The same in a row of a table. */
export function FewAssignments({ roles, most = 3 }: { roles: readonly Assignment[]; most?: number }) {
  if (roles.length === 0) return <span class="dim">none</span>
  return (
    <span class="few">
      <Few
        of={roles}
        most={most}
        each={({ role, within }) => (
          <span>
            <RoleName id={role} />
            {within && (
              <span class="dim">
                {' '}
                within <LevelName level={within} />
              </span>
            )}
          </span>
        )}
      />
    </span>
  )
}

/** As a CSV file says them. */
export function useAssignmentText(): (roles: readonly Assignment[]) => string {
  const { directory } = useHeld()
  return (roles) => roles.map(({ role, within }) => `${directory.role(role)}${within ? ` within ${directory.level(within)}` : ''}`).join('; ')
}
