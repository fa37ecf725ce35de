import { useMemo } from 'preact/hooks'
import { Bar } from '../../parts/bar'
import { Search } from '../../parts/search'
import { Table, type Column } from '../../parts/table'
import { RoleTags } from '../../parts/role-tags'
import { amend, href, useRoute } from '../../shell/route'
import type { Role } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import { MOST_ROLES, type RoleGrants } from '../../snapshot/role-grants'

/** Every role, how much it grants and to how many it is given. */
export function ListOfRoles({ grants }: { grants: RoleGrants }) {
  const held = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const rows = useMemo(() => {
    const matches = matcher(asked)
    return held.directory.roles.filter(({ id, name, description }) => matches(`${name}\n${id}\n${description}`))
  }, [held, asked])
  return (
    <Table label="Roles" rows={rows} columns={columns(held, grants)} id={({ id }) => id} file="roles" empty={`No role is found by “${asked.trim()}”.`}>
      <Search label="Name, id or description" value={asked} change={(q) => amend({ q })} />
    </Table>
  )
}

function columns({ directory, people }: Held, grants: RoleGrants): Column<Role>[] {
  const known = new Set(directory.roles.slice(0, MOST_ROLES).map(({ id }) => id))
  const grantsOf = ({ id }: Role) => (known.has(id) ? grants.of(id).size : undefined)
  const teamsWith = ({ id }: Role) => directory.teams.filter(({ roles }) => roles.some(({ role }) => role === id)).length
  const groupsWith = ({ id }: Role) => directory.mappings.filter(({ roles }) => roles.some(({ role }) => role === id)).length
  return [
    {
      title: 'Role',
      share: 1.4,
      text: ({ name }) => name,
      cell: (role) => (
        <>
          <a class="who" href={href('role', role.id)}>
            <bdi>{role.name}</bdi>
          </a>
          <RoleTags role={role} />
        </>
      ),
    },
    { title: 'Id', text: ({ id }) => id },
    { title: 'What it is for', share: 2, text: ({ description }) => description, cell: ({ description }) => <bdi class="dim">{description}</bdi> },
    {
      title: 'Grants',
      text: (role) => String(grantsOf(role) ?? ''),
      cell: (role) => {
        const count = grantsOf(role)
        return (
          count !== undefined && (
            <span class="counted">
              <Bar of={count} all={grants.grants.length} /> <span class="figures">{count}</span>
            </span>
          )
        )
      },
    },
    { title: 'Held directly', share: 0.6, text: ({ id }) => String(people.withRole(id).length), cell: ({ id }) => <span class="figures">{people.withRole(id).length.toLocaleString('en')}</span> },
    { title: 'Teams', share: 0.5, text: (role) => String(teamsWith(role)), cell: (role) => <span class="figures">{teamsWith(role)}</span> },
    { title: 'Groups', share: 0.5, text: (role) => String(groupsWith(role)), cell: (role) => <span class="figures">{groupsWith(role)}</span> },
    { title: 'System role', text: ({ system }) => (system ? 'yes' : 'no') },
    { title: 'Counts for', text: ({ applyTo }) => applyTo },
  ]
}
