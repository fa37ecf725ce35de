import { useMemo } from 'preact/hooks'
import { PickPermission, useAskedPermission, type AskedPermission } from '../../parts/asked-permission'
import { Empty } from '../../parts/empty'
import { Few } from '../../parts/few'
import { Later } from '../../parts/later'
import { LevelName } from '../../parts/names'
import { Method, usePresented } from '../../parts/presented'
import { dimensionName } from '../../parts/scope'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import { holders, once } from './counts'
import { Reached } from './reached'
import { placesIn } from './values'

/** Every place of a dimension, and how many reach it with a permission. */
export function Places() {
  const asked = useAskedPermission()
  return asked ? <Asked asked={asked} /> : <Empty>There is no permission to reach a place with.</Empty>
}

function Asked({ asked }: { asked: AskedPermission }) {
  const { access, directory } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const text = query.get('q') ?? ''
  const { key } = asked.permission
  const { right } = asked
  const known = directory.dimensions.find((dimension) => dimension === query.get('dimension'))
  const dimension = known ?? directory.dimensions.find((dimension) => dimension !== 'company' && placesIn(dimension, directory).length > 0) ?? 'location'
  const places = useMemo(
    () => placesIn(dimension, directory).map(([value, levels]) => ({ value, levels, count: once(() => holders(access, key, right, { accessMethod, resource: { [dimension]: value } })) })),
    [access, directory, dimension, key, right, accessMethod],
  )
  const rows = useMemo(() => {
    const matches = matcher(text)
    return places.filter(({ value }) => matches(value))
  }, [places, text])
  const name = dimensionName(dimension)
  const way = (value: string) => href('permission', key, { right, method: accessMethod === 'login' ? undefined : accessMethod, [`at.${dimension}`]: value })
  return (
    <>
      <div class="asks">
        <label class="field">
          Dimension
          <select value={dimension} onChange={(event) => amend({ dimension: event.currentTarget.value })}>
            {directory.dimensions.map((id) => (
              <option key={id} value={id}>
                {dimensionName(id)}
              </option>
            ))}
          </select>
        </label>
        <PickPermission asked={asked} />
        <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
      </div>
      <Reached dimension={dimension} name={name} places={places} />
      <Table
        label="Every place"
        rows={rows}
        id={({ value }) => value}
        file={`places-${dimension}-${key}`}
        empty={text.trim() ? `No ${name} is found by “${text.trim()}”.` : `No level lists a ${name} by name.`}
        columns={[
          {
            title: name[0]!.toUpperCase() + name.slice(1),
            text: ({ value }) => value,
            cell: ({ value }) => (
              <a class="who" href={href('level', undefined, { tab: 'place', [`at.${dimension}`]: value })}>
                <bdi>{value}</bdi>
              </a>
            ),
          },
          {
            title: 'Levels that list it',
            share: 2,
            text: ({ levels }) => levels.map(directory.level).join('; '),
            cell: ({ levels }) => (
              <span class="few">
                <Few of={levels} most={4} each={(level) => <LevelName level={level} />} />
              </span>
            ),
          },
          {
            title: 'Reached by',
            text: ({ count }) => String(count() ?? ''),
            cell: ({ value, count }) => <Later of={count}>{(count) => <a href={way(value)}>{count?.toLocaleString('en') ?? 'not answered'}</a>}</Later>,
          },
        ]}
      >
        <Search label={`A ${name}`} value={text} change={(q) => amend({ q })} />
      </Table>
    </>
  )
}
