import { useEffect, useState } from 'preact/hooks'
import { Empty } from '../../parts/empty'
import { Few } from '../../parts/few'
import { GroupName, PersonName, RoleName, TeamName } from '../../parts/names'
import { dimensionName } from '../../parts/scope'
import { Table } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { href } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { assignmentOf, type Level, type LevelKey } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'
import { inPieces } from '../../snapshot/pieces'
import { listed, valueName } from './values'

/** One level: what it covers, dimension by dimension, and who reaches so far by it. */
export function OneLevel({ id }: { id: string }) {
  const { directory } = useHeld()
  const level = directory.levels.find(({ company, key }) => `${company}/${key}` === id)
  useTitle(level ? directory.level(level) : id)
  return (
    <>
      <header class="view-head">
        <p class="crumb">
          <a href={href('level')}>Access levels</a>
        </p>
        <h1>
          <bdi>{level ? directory.level(level) : id}</bdi> {level?.active === false && <Tag>inactive</Tag>} {level?.isDefault && <Tag>default</Tag>}
        </h1>
        {level && (
          <p class="facts">
            <span>
              company <bdi>{level.company === '*' ? 'every company' : level.company}</bdi>
            </span>
            {level.employee !== undefined && (
              <span>
                names the employee <bdi>{level.employee}</bdi>
              </span>
            )}
          </p>
        )}
        {level?.description && (
          <p>
            <bdi>{level.description}</bdi>
          </p>
        )}
        {level?.remarks && (
          <p class="dim">
            <bdi>{level.remarks}</bdi>
          </p>
        )}
      </header>
      {level ? <Known level={level} /> : <Empty>There is no such access level in this snapshot.</Empty>}
    </>
  )
}

function Known({ level }: { level: Level }) {
  const { directory } = useHeld()
  return (
    <>
      {!level.active && <p class="remark">Not in use: roles within it are held, and cover nothing at present.</p>}
      <h2 class="section-head">Covers</h2>
      <ul class="dimensions">
        {directory.dimensions.map((dimension) => (
          <li key={dimension}>
            <h3>
              <bdi>{dimensionName(dimension)}</bdi>
            </h3>
            <Values dimension={dimension} values={listed(level, dimension)} />
          </li>
        ))}
      </ul>
      <h2 class="section-head">For whom</h2>
      <Holders level={level} />
    </>
  )
}

/** So many are read at once; the search of all places finds the others. */
const MOST = 100

function Values({ dimension, values }: { dimension: string; values: readonly string[] }) {
  if (values.length === 0) return <p class="dim">none</p>
  return (
    <p class="few">
      <Few
        of={values}
        most={MOST}
        each={(value) =>
          value === '*' || value === '$user' ? (
            <b>{valueName(value)}</b>
          ) : (
            <a href={href('level', undefined, { tab: 'place', [`at.${dimension}`]: value })}>
              <bdi>{value}</bdi>
            </a>
          )
        }
      />
    </p>
  )
}

/** One way in which the level comes to somebody. */
type Way =
  | { readonly kind: 'own' | 'employee'; readonly place: number }
  | { readonly kind: 'role'; readonly place: number; readonly role: string }
  | { readonly kind: 'team'; readonly team: string; readonly role: string }
  | { readonly kind: 'group'; readonly group: { readonly provider: string; readonly group: string }; readonly role: string }

function Holders({ level }: { level: Level }) {
  const held = useHeld()
  const { people, directory } = held
  const [ways, setWays] = useState<readonly Way[]>()
  useEffect(() => {
    let gone = false
    setWays(undefined)
    void waysOf(held, level, () => gone).then((ways) => ways && setWays(ways))
    return () => {
      gone = true
    }
  }, [held, level])
  if (!ways) {
    return (
      <p class="dim" role="status">
        Looking through everybody…
      </p>
    )
  }
  return (
    <Table
      label="For whom"
      rows={ways}
      id={(way) => JSON.stringify(way)}
      file={`level-${level.company}-${level.key}`}
      empty={level.isDefault ? 'Assigned to nobody. It is the default of its company: it counts for everybody without a level of their own.' : 'Assigned to nobody, and no role is held within it.'}
      columns={[
        {
          title: 'Who',
          text: (way) => ('place' in way ? people.nameAt(way.place) : way.kind === 'team' ? directory.team(way.team) : way.group.group),
          cell: (way) => ('place' in way ? <PersonName id={people.idAt(way.place)} /> : way.kind === 'team' ? <TeamName id={way.team} /> : <GroupName group={way.group} />),
        },
        {
          title: 'What',
          text: ({ kind }) => KINDS[kind],
          cell: ({ kind }) => <span class="dim">{KINDS[kind]}</span>,
        },
        { title: 'Role', text: (way) => ('role' in way ? directory.role(way.role) : ''), cell: (way) => ('role' in way ? <RoleName id={way.role} /> : <span class="dim">every role without a level of its own</span>) },
        { title: 'Id', text: (way) => ('place' in way ? people.idAt(way.place) : way.kind === 'team' ? way.team : `${way.group.provider}:${way.group.group}`) },
      ]}
    />
  )
}

const KINDS: Readonly<Record<Way['kind'], string>> = {
  own: 'assigned to the person',
  employee: 'named as the employee',
  role: 'a role of the person within it',
  team: 'a role of the team within it',
  group: 'a role of the group within it',
}

async function waysOf({ people, directory }: Held, level: Level, stopped: () => boolean): Promise<Way[] | undefined> {
  const same = (within: LevelKey | undefined) => within?.company === level.company && within.key === level.key
  const ways: Way[] = [...people.withLevel(level)].map((place): Way => ({ kind: 'own', place }))
  const teams = directory.teams.flatMap(({ id, roles }) => roles.filter(({ within }) => same(within)).map(({ role }): Way => ({ kind: 'team', team: id, role })))
  const groups = directory.mappings.flatMap(({ provider, group, roles }) => roles.filter(({ within }) => same(within)).map(({ role }): Way => ({ kind: 'group', group: { provider, group }, role })))
  const direct: Way[] = []
  const whole = await inPieces(
    people.size,
    (place) => {
      const { id, employee = id, roles = [] } = people.at(place)
      if (level.employee !== undefined && employee === level.employee) ways.push({ kind: 'employee', place })
      for (const ref of roles) {
        const { role, within } = assignmentOf(ref)
        if (same(within)) direct.push({ kind: 'role', place, role })
      }
    },
    stopped,
  )
  return whole ? [...ways, ...teams, ...groups, ...direct] : undefined
}
