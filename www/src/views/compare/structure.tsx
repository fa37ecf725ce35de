import type { Comparison, ComparedGrant, HeldRole } from 'rolepack/author'
import { useMemo } from 'preact/hooks'
import { Actions } from '../../parts/actions'
import { Empty } from '../../parts/empty'
import { text, type Sentence } from '../../parts/sentence'
import { Words } from '../../parts/words'
import type { Directory, LevelKey } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'

type Structure = Comparison['structure']

const SIGNS = { '+': 'added', '−': 'removed', '±': 'changed' } as const

type Part = readonly [verb: string, names: readonly string[]]

interface Line {
  readonly sign: keyof typeof SIGNS
  readonly name: string
  readonly what: Sentence
}

/** So many lines and names are read at once; the CSV file has all. */
const MOST = 300
const NAMES = 8

/** What was added, removed and changed, whatever comes of it. */
export function Structure({ structure }: { structure: Structure }) {
  const held = useHeld()
  const parts = useMemo(() => partsOf(structure, held, NAMES), [structure, held])
  const rows = useMemo(() => partsOf(structure, held, Infinity).flatMap(([kind, lines]) => lines.map((line) => ({ kind, ...line }))), [structure, held])
  if (parts.length === 0) return <Empty>The same people, roles, teams, levels, groups and permissions.</Empty>
  return (
    <>
      <div class="above">
        <Actions
          file="what-changed"
          rows={rows}
          columns={[
            { title: 'Of', text: ({ kind }) => kind },
            { title: 'Name', text: ({ name }) => name },
            { title: 'Change', text: ({ sign }) => SIGNS[sign] },
            { title: 'What', text: ({ what }) => text(what) },
          ]}
        />
      </div>
      <div class="structure">
        {parts.map(([title, lines]) => (
          <section key={title}>
            <h2>
              {title} <span class="figures">{lines.length.toLocaleString('en')}</span>
            </h2>
            <ul>
              {lines.slice(0, MOST).map(({ sign, name, what }, at) => (
                <li key={at} data-sign={sign}>
                  <span class="sign" role="img" aria-label={SIGNS[sign]}>
                    {sign}
                  </span>
                  <span>
                    <bdi>{name}</bdi> {what.length > 0 && <span class="dim"><Words of={what} /></span>}
                  </span>
                </li>
              ))}
            </ul>
            {lines.length > MOST && <p class="dim">and {(lines.length - MOST).toLocaleString('en')} more, which the CSV file has.</p>}
          </section>
        ))}
      </div>
    </>
  )
}

/** `most`: more names are not said of a change, but counted. */
function partsOf(structure: Structure, { directory, people }: Held, most: number): [string, Line[]][] {
  const { users, roles, teams, accessLevels, groupMappings, permissions } = structure
  const grant = ({ permission, right }: ComparedGrant) => `${directory.title(permission)}${right ? ` (${right})` : ''}`
  const level = (one: LevelKey) => directory.level(one)
  const said = (parts: readonly Part[]) => sentenceOf(parts, most)
  const all: [string, Line[]][] = [
    ['People', lines(users, people.name.bind(people), ({ user, active }) => [people.name(user), [active ? 'was activated' : 'was deactivated']])],
    [
      'Roles',
      lines(roles, directory.role, ({ role, gained, lost, groupsAttached, groupsDetached, methodsGained, methodsLost, system }) => [
        directory.role(role),
        said([
          ['gained', gained.map(grant)],
          ['lost', lost.map(grant)],
          ['attached', groupsAttached],
          ['detached', groupsDetached],
          ['counts by', methodsGained],
          ['no longer counts by', methodsLost],
          [system === undefined ? '' : system ? 'is a system role now' : 'is no system role any more', []],
        ]),
      ]),
    ],
    ['Teams', lines(teams, directory.team, ({ team, gained, lost }) => [directory.team(team), said([['was given', gained.map(roleIn(directory))], ['lost', lost.map(roleIn(directory))]])])],
    [
      'Access levels',
      lines(accessLevels, level, ({ level: one, active, default: isDefault, oldEmployee, newEmployee, values }) => [
        level(one),
        said([
          [active === undefined ? '' : active ? 'was activated' : 'was deactivated', []],
          [isDefault === undefined ? '' : isDefault ? 'is a default now' : 'is no default any more', []],
          [newEmployee ? 'names' : oldEmployee ? 'no longer names' : '', [newEmployee ?? oldEmployee ?? ''].filter(Boolean)],
          ...values.flatMap(({ dimension, gained, lost }): Part[] => [
            [`covers in ${dimension}`, gained],
            [`no longer covers in ${dimension}`, lost],
          ]),
        ]),
      ]),
    ],
    [
      'Sign-in groups',
      lines(
        groupMappings,
        ([provider, group]) => `${provider}:${group}`,
        ({ provider, group, gained, lost, teamsGained, teamsLost }) => [
          `${provider}:${group}`,
          said([
            ['gives', [...gained.map(roleIn(directory)), ...teamsGained.map(directory.team)]],
            ['no longer gives', [...lost.map(roleIn(directory)), ...teamsLost.map(directory.team)]],
          ]),
        ],
      ),
    ],
    ['Permissions', lines(permissions, grant, (one) => [grant(one), [`in ${directory.area(one.to ?? '')}, no longer in ${directory.area(one.from ?? '')}`]])],
  ]
  return all.filter(([, lines]) => lines.length > 0)
}

function lines<T, C>({ added, removed, changed }: { added: T[]; removed: T[]; changed: C[] }, name: (thing: T) => string, change: (one: C) => [string, Sentence]): Line[] {
  return [
    ...added.map((thing): Line => ({ sign: '+', name: name(thing), what: [] })),
    ...removed.map((thing): Line => ({ sign: '−', name: name(thing), what: [] })),
    ...changed.map((one): Line => {
      const [name, what] = change(one)
      return { sign: '±', name, what }
    }),
  ]
}

/** Each verb with the names that it is about; a verb without names that should have some is not said. */
function sentenceOf(parts: readonly Part[], most: number): Sentence {
  const there = parts.filter(([verb, names]) => names.length > 0 || /^(is|was) /.test(verb))
  return there.flatMap(([verb, names], at): Sentence => [
    at > 0 ? '; ' : '',
    `${verb} `,
    ...names.slice(0, most).flatMap((name, at): Sentence => [at > 0 ? ', ' : '', { name }]),
    names.length > most ? ` and ${names.length - most} more` : '',
  ])
}

function roleIn(directory: Directory): (held: HeldRole) => string {
  return ({ role, within }) => `${directory.role(role)}${within ? ` within ${directory.level(within)}` : ''}`
}
