import type { Boxes } from 'rolepack/full'
import { useMemo } from 'preact/hooks'
import { PickPermission, useAskedPermission, type AskedPermission } from '../../parts/asked-permission'
import { persons } from '../../parts/choices'
import { Combobox } from '../../parts/combobox'
import { Empty } from '../../parts/empty'
import { Few } from '../../parts/few'
import { LevelName, PersonName } from '../../parts/names'
import { SignIn, usePresented } from '../../parts/presented'
import { dimensionName, Scope, useResource } from '../../parts/scope'
import { Table, type Column } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { valueName } from './values'

/** How far one person reaches with one permission: dimension by dimension, and level by level. */
export function Reach() {
  const asked = useAskedPermission()
  return asked ? <Asked asked={asked} /> : <Empty>There is no permission to reach a place with.</Empty>
}

function Asked({ asked }: { asked: AskedPermission }) {
  const held = useHeld()
  const { people } = held
  const { query } = useRoute()
  const person = query.get('person') ?? (people.size ? people.idAt(0) : '')
  return (
    <>
      <div class="asks">
        <Combobox label="Person" value={people.name(person)} chosen={person} find={(query) => persons(held, query)} pick={(id) => amend({ person: id })} />
        <PickPermission asked={asked} />
      </div>
      <SignIn />
      <Scope />
      {person && <Answer person={person} asked={asked} />}
    </>
  )
}

function Answer({ person, asked: { permission, right } }: { person: string; asked: AskedPermission }) {
  const { access, directory } = useHeld()
  const presented = usePresented()
  const resource = useResource()
  const options = useMemo(() => ({ ...presented, resource, ...(right === undefined ? {} : { right }) }), [presented, resource, right])
  const byDimension = useMemo(() => directory.dimensions.map((dimension) => ({ dimension, reach: access.reach(person, permission.key, dimension, options) })), [access, directory, person, permission, options])
  const boxes = useMemo(() => access.reach(person, permission.key, undefined, options), [access, person, permission, options])
  const { reason } = access.explain(person, permission.key, options)
  const reached = reason === 'granted'
  return (
    <>
      <p class="sum-up reach-said" role="status">
        <PersonName id={person} /> {reached ? 'may do this in these places' : 'may not do this'}
        {reached ? '.' : ': '}
        {!reached && (
          <>
            {reason}, <a href={href('why', undefined, { person, permission: permission.key, right, group: presented.identityGroups.map(({ provider, group }) => `${provider}:${group}`) })}>why?</a>
          </>
        )}
      </p>
      <h2 class="section-head">Dimension by dimension</h2>
      <ul class="dimensions">
        {byDimension.map(({ dimension, reach }) => (
          <li key={dimension}>
            <h3>
              <bdi>{dimensionName(dimension)}</bdi>
            </h3>
            {reach.all ? (
              <p>
                <b>every one</b>
              </p>
            ) : reach.values.length === 0 ? (
              <p class="dim">none</p>
            ) : (
              <p class="few">
                <Few
                  of={reach.values}
                  most={MOST}
                  each={(value) => (
                    <a href={href('level', undefined, { tab: 'place', [`at.${dimension}`]: value })}>
                      <bdi>{value}</bdi>
                    </a>
                  )}
                />
              </p>
            )}
          </li>
        ))}
      </ul>
      {'boxes' in boxes && boxes.boxes.length > 0 && (
        <>
          <h2 class="section-head">Level by level</h2>
          {boxes.boxes.length > 1 && <p class="sum-up dim">Two levels never add up: what is asked for has to be covered by one of them alone.</p>}
          <Table
            label="By level"
            rows={boxes.boxes}
            id={({ level }) => `${level.company}/${level.key}`}
            file={`reach-${person}-${permission.key}`}
            empty="No level."
            columns={[
              { title: 'Within', text: ({ level }) => `${level.company}/${level.key}`, cell: ({ level }) => <LevelName level={level} /> },
              ...directory.dimensions.map((dimension): Column<Box> => ({
                title: dimensionName(dimension),
                text: (box) => coveredIn(box, dimension).join('; '),
                cell: (box) => <Covered values={coveredIn(box, dimension)} />,
              })),
            ]}
          />
        </>
      )}
    </>
  )
}

/** As many as a row has room for. */
function Covered({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <span class="dim">none</span>
  return (
    <span>
      <Few of={values} most={IN_ROW} between=", " each={(value) => <bdi>{valueName(value)}</bdi>} />
    </span>
  )
}

type Box = Boxes['boxes'][number]

function coveredIn({ covers }: Box, dimension: string): readonly string[] {
  return Object.hasOwn(covers, dimension) ? covers[dimension]! : []
}

/** So many are read at once. */
const MOST = 100
const IN_ROW = 2
