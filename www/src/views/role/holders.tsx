import { useMemo } from 'preact/hooks'
import { GroupName, LevelName, PersonName, TeamName } from '../../parts/names'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, useRoute } from '../../shell/route'
import { assignmentOf, type Assignment, type LevelKey } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'

/** One way in which somebody holds the role. */
interface Way {
  readonly team: string | undefined
  readonly within: LevelKey | undefined
}

/** Who holds a role directly or through a team, and the groups that bring it at sign-in. */
export function Holders({ role }: { role: string }) {
  const held = useHeld()
  const { directory, people } = held
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const teams = useMemo(() => directory.teams.filter(({ roles }) => roles.some(isOf(role))), [directory, role])
  const groups = directory.mappings.filter((mapping) => mapping.roles.some(isOf(role)) || mapping.teams.some((team) => teams.some(({ id }) => id === team)))
  const all = useMemo(() => {
    const places = new Set<number>(people.withRole(role))
    for (const { id } of teams) for (const place of people.inTeam(id)) places.add(place)
    return places
  }, [people, teams, role])
  const places = useMemo(() => (asked.trim() ? people.search(asked).filter((place) => all.has(place)) : [...all].sort((a, b) => a - b)), [people, all, asked])
  const rows = { length: places.length, at: (index: number) => places[index] }
  return (
    <>
      {(teams.length > 0 || groups.length > 0) && (
        <dl class="ways-to">
          {teams.length > 0 && (
            <>
              <dt>Teams that have it</dt>
              <dd class="few">
                {teams.map(({ id, roles }) => (
                  <span key={id}>
                    <TeamName id={id} /> <Within levels={roles.filter(isOf(role)).map(({ within }) => within)} />
                  </span>
                ))}
              </dd>
            </>
          )}
          {groups.length > 0 && (
            <>
              <dt>Groups that bring it at sign-in</dt>
              <dd class="few">
                {groups.map((group) => (
                  <GroupName key={`${group.provider}:${group.group}`} group={group} />
                ))}
              </dd>
            </>
          )}
        </dl>
      )}
      <Table
        label="Who holds it"
        rows={rows}
        id={String}
        file={`holders-of-${role}`}
        empty={asked.trim() ? `Nobody who holds it is found by “${asked.trim()}”.` : 'Nobody holds it, directly or through a team.'}
        columns={[
          {
            title: 'Name',
            text: (place) => people.nameAt(place),
            cell: (place) => (
              <>
                <PersonName id={people.idAt(place)} /> {people.isInactive(place) && <Tag>inactive</Tag>}
              </>
            ),
          },
          { title: 'Id', text: (place) => people.idAt(place), cell: (place) => <bdi>{people.idAt(place)}</bdi> },
          {
            title: 'Through',
            share: 2,
            text: (place) => waysOf(held, place, role).map(({ team, within }) => `${team === undefined ? 'directly' : `team ${directory.team(team)}`}${within ? ` within ${directory.level(within)}` : ''}`).join('; '),
            cell: (place) => <Ways ways={waysOf(held, place, role)} />,
          },
          { title: 'Active', text: (place) => (people.isInactive(place) ? 'no' : 'yes') },
        ]}
      >
        <Search label="Among those who hold it" value={asked} change={(q) => amend({ q })} />
      </Table>
    </>
  )
}

function Ways({ ways }: { ways: readonly Way[] }) {
  return (
    <span class="few">
      {ways.map(({ team, within }, at) => (
        <span key={at}>
          {team === undefined ? 'directly' : <TeamName id={team} />} <Within levels={[within]} />
        </span>
      ))}
    </span>
  )
}

function Within({ levels }: { levels: readonly (LevelKey | undefined)[] }) {
  return (
    <>
      {levels.map((level, at) =>
        level ? (
          <span key={at} class="dim">
            {' '}
            within <LevelName level={level} />
          </span>
        ) : null,
      )}
    </>
  )
}

function waysOf({ people, directory }: Held, place: number, role: string): Way[] {
  const { roles = [], teams = [] } = people.at(place)
  const direct = roles.map(assignmentOf).filter(isOf(role))
  return [
    ...direct.map(({ within }): Way => ({ team: undefined, within })),
    ...teams.flatMap((team) => (directory.findTeam(team)?.roles ?? []).filter(isOf(role)).map(({ within }): Way => ({ team, within }))),
  ]
}

function isOf(role: string): (assignment: Assignment) => boolean {
  return (assignment) => assignment.role === role
}
