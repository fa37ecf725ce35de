import { useMemo } from 'preact/hooks'
import { FewAssignments, useAssignmentText } from '../../parts/assignments'
import { PersonName, TeamName } from '../../parts/names'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, useRoute } from '../../shell/route'
import { assignmentOf } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'

/** Who is in a team, and what else each holds. */
export function Members({ team }: { team: string }) {
  const { directory, people } = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const rolesText = useAssignmentText()
  const places = useMemo(() => {
    const members = people.inTeam(team)
    if (!asked.trim()) return members
    const inside = new Set(members)
    return people.search(asked).filter((place) => inside.has(place))
  }, [people, team, asked])
  const rows = { length: places.length, at: (index: number) => (index in places ? people.at(places[index]!) : undefined) }
  return (
    <Table
      label="Members"
      rows={rows}
      id={({ id }) => id}
      file={`team-${team}`}
      empty={asked.trim() ? `No member is found by “${asked.trim()}”.` : 'Nobody is in this team.'}
      columns={[
        {
          title: 'Name',
          text: ({ id, name = id }) => name,
          cell: ({ id, active }) => (
            <>
              <PersonName id={id} /> {active === false && <Tag>inactive</Tag>}
            </>
          ),
        },
        { title: 'Id', text: ({ id }) => id, cell: ({ id }) => <bdi>{id}</bdi> },
        { title: 'Own roles', share: 1.4, text: ({ roles = [] }) => rolesText(roles.map(assignmentOf)), cell: ({ roles = [] }) => <FewAssignments roles={roles.map(assignmentOf)} most={2} /> },
        {
          title: 'Other teams',
          text: ({ teams = [] }) => teams.filter((id) => id !== team).map(directory.team).join('; '),
          cell: ({ teams = [] }) => {
            const others = teams.filter((id) => id !== team)
            return others.length ? (
              <span class="few">
                {others.map((id) => (
                  <TeamName key={id} id={id} />
                ))}
              </span>
            ) : (
              <span class="dim">none</span>
            )
          },
        },
        { title: 'Active', text: ({ active }) => (active === false ? 'no' : 'yes') },
      ]}
    >
      <Search label="Among the members" value={asked} change={(q) => amend({ q })} />
    </Table>
  )
}
