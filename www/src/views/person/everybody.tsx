import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { Few } from '../../parts/few'
import { RoleName, TeamName, LevelName } from '../../parts/names'
import { Search } from '../../parts/search'
import { Table, type Column } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { assignmentOf } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'
import type { User } from '../../snapshot/protocol'
import { jobOf, levelsOf } from './user'

/** Everybody in the snapshot, narrowed by typing, or to those with a role, a team or a level. */
export function Everybody() {
  const held = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const { places, about } = useMemo(() => narrowed(held, query), [held, query.toString()])
  const rows = { length: places.length, at: (index: number) => (index in places ? held.people.at(places[index]!) : undefined) }
  useTitle('People')
  return (
    <>
      <header class="view-head">
        <h1>People</h1>
        <p>
          {held.people.size.toLocaleString('en')} {held.people.size === 1 ? 'person' : 'people'} in <bdi>{held.directory.organization}</bdi>. Open one to see
          what they may do, and through what.
        </p>
      </header>
      <Table label="People" rows={rows} columns={columns(held)} id={({ id }) => id} file="people" empty={empty(held, asked, about !== undefined)}>
        <Search label="Name, job, e-mail or id" value={asked} change={(q) => amend({ q })} />
        {!about || query.get('state') ? (
          <select aria-label="Who is listed" value={query.get('state') ?? ''} onChange={(event) => amend({ state: event.currentTarget.value })}>
            <option value="">Everybody</option>
            <option value="inactive">Inactive</option>
          </select>
        ) : (
          <a class="chip" href={href('person', undefined, { q: asked })} title="Show everybody again">
            {about} <span aria-hidden="true">×</span>
          </a>
        )}
      </Table>
    </>
  )
}

function narrowed({ people, directory }: Held, query: URLSearchParams): { places: ArrayLike<number>; about: string | undefined } {
  const [role, team, level, state] = ['role', 'team', 'level', 'state'].map((name) => query.get(name))
  const levelKey = directory.levels.find(({ company, key }) => `${company}/${key}` === level)
  const [among, about] =
    role != null
      ? [people.withRole(role), `Holds ${directory.role(role)} directly`]
      : team != null
        ? [people.inTeam(team), `In the team ${directory.team(team)}`]
        : level != null
          ? [levelKey ? people.withLevel(levelKey) : [], `Has the level ${levelKey ? directory.level(levelKey) : level}`]
          : state === 'inactive'
            ? [people.inactive, 'Inactive']
            : [undefined, undefined]
  const asked = query.get('q') ?? ''
  return { places: people.search(asked, among), about }
}

function empty({ people }: Held, asked: string, narrow: boolean): string {
  if (people.size === 0) return 'There is nobody in this snapshot.'
  return asked.trim() ? `Nobody is found by “${asked.trim()}”${narrow ? ' among these' : ''}.` : 'Nobody.'
}

function columns({ directory }: Held): Column<User>[] {
  return [
    {
      title: 'Name',
      share: 1.4,
      text: ({ id, name = id }) => name,
      cell: ({ id, name = id, active }) => (
        <>
          <a class="who" href={href('person', id)}>
            <bdi>{name}</bdi>
          </a>
          {active === false && <Tag>inactive</Tag>}
        </>
      ),
    },
    { title: 'Id', share: 1.4, text: ({ id }) => id, cell: (user) => <Twice first={user.id} second={jobOf(user)} /> },
    {
      title: 'Roles, directly',
      share: 1.6,
      text: ({ roles = [] }) => roles.map((ref) => directory.role(assignmentOf(ref).role)).join('; '),
      cell: ({ roles = [] }) => <Some of={[...new Set(roles.map((ref) => assignmentOf(ref).role))]} each={(id) => <RoleName id={id} />} />,
    },
    {
      title: 'Teams',
      share: 1.4,
      text: ({ teams = [] }) => teams.map(directory.team).join('; '),
      cell: ({ teams = [] }) => <Some of={teams} each={(id) => <TeamName id={id} />} />,
    },
    {
      title: 'Access levels',
      text: (user) => levelsOf(user).map(directory.level).join('; '),
      cell: (user) => <Some of={levelsOf(user)} each={(level) => <LevelName level={level} />} />,
    },
  ]
}

function Twice({ first, second }: { first: string; second: string }) {
  return (
    <span class="twice">
      <bdi>{first}</bdi>
      {second && <bdi class="dim">{second}</bdi>}
    </span>
  )
}

const MOST = 2

/** As many as a row has room for. */
function Some<T>({ of, each }: { of: readonly T[]; each: (one: T) => ComponentChildren }) {
  return of.length === 0 ? (
    <span class="dim">none</span>
  ) : (
    <span class="few">
      <Few of={of} most={MOST} each={each} />
    </span>
  )
}
