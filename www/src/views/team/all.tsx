import { useMemo } from 'preact/hooks'
import { FewAssignments, useAssignmentText } from '../../parts/assignments'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'

/** Every team, with its members counted and its roles. */
export function AllTeams() {
  const { directory, people } = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const rolesText = useAssignmentText()
  useTitle('Teams')
  const rows = useMemo(() => {
    const matches = matcher(asked)
    return directory.teams.filter(({ id, name }) => matches(`${name}\n${id}`))
  }, [directory, asked])
  const groupsOf = (team: string) => directory.mappings.filter(({ teams }) => teams.includes(team)).length
  return (
    <>
      <header class="view-head">
        <h1>Teams</h1>
        <p>A team holds roles, and every member holds them with it. Open one to see its members, and who would lose what without it.</p>
      </header>
      <Table
        label="Teams"
        rows={rows}
        id={({ id }) => id}
        file="teams"
        empty={asked.trim() ? `No team is found by “${asked.trim()}”.` : 'There is no team in this snapshot.'}
        columns={[
          {
            title: 'Team',
            share: 1.2,
            text: ({ name }) => name,
            cell: ({ id, name }) => (
              <span class="twice">
                <a class="who" href={href('team', id)}>
                  <bdi>{name}</bdi>
                </a>
                {name !== id && <bdi class="dim">{id}</bdi>}
              </span>
            ),
          },
          { title: 'Id', text: ({ id }) => id },
          { title: 'Members', share: 0.5, text: ({ id }) => String(people.inTeam(id).length), cell: ({ id }) => <span class="figures">{people.inTeam(id).length.toLocaleString('en')}</span> },
          { title: 'Roles', share: 2.4, text: ({ roles }) => rolesText(roles), cell: ({ roles }) => <FewAssignments roles={roles} /> },
          { title: 'Groups', share: 0.7, text: ({ id }) => String(groupsOf(id)), cell: ({ id }) => <span class="figures">{groupsOf(id)}</span> },
        ]}
      >
        <Search label="Name or id" value={asked} change={(q) => amend({ q })} />
      </Table>
    </>
  )
}
