import { useMemo } from 'preact/hooks'
import type { AccessMethod, AnyResource } from 'rolepack/full'
import { Empty } from '../../parts/empty'
import { Later } from '../../parts/later'
import { PersonName } from '../../parts/names'
import { Method, usePresented } from '../../parts/presented'
import { ScopeFields, useResource } from '../../parts/scope'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { grantMatcher } from '../../snapshot/find-grants'
import { useHeld } from '../../snapshot/held'
import { holders, once } from './counts'

interface Asks {
  readonly resource: AnyResource
  readonly accessMethod: AccessMethod
}

/** One place: with which permissions it is reached, and by whom. */
export function Place() {
  const { access, directory } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const resource = useResource()
  const [first] = directory.permissions
  // Whatever is asked and by whomever, a place that is named wrongly is denied for that.
  const malformed = first && access.check('-', first.key, { resource }).reason === 'invalid-request'
  const unknown = Object.keys(resource).some((dimension) => !directory.dimensions.includes(dimension))
  return (
    <>
      <ScopeFields />
      {unknown ? (
        <p class="remark bad">The organisation has no such dimension, and what is named in it is denied.</p>
      ) : malformed ? (
        <p class="remark bad">
          What is named is malformed, and denied: a value is not <code>*</code> or <code>$user</code>, and has no control characters.
        </p>
      ) : Object.keys(resource).length === 0 ? (
        <Empty>Name a place, in one dimension or in several.</Empty>
      ) : query.get('by') === 'person' ? (
        <ByPerson resource={resource} accessMethod={accessMethod} />
      ) : (
        <ByPermission resource={resource} accessMethod={accessMethod} />
      )}
    </>
  )
}

function ByPermission({ resource, accessMethod }: Asks) {
  const { access, directory } = useHeld()
  const { query } = useRoute()
  const text = query.get('q') ?? ''
  const rows = useMemo(() => {
    const matches = grantMatcher(directory, text)
    return directory.permissions
      .filter(({ key, area }) => matches({ area, permission: key }))
      .flatMap((permission) => (permission.rights.length ? permission.rights : [undefined]).map((right) => ({ permission, right })))
      .map(({ permission, right }) => ({ permission, right, count: once(() => holders(access, permission.key, right, { accessMethod, resource })) }))
  }, [access, directory, text, resource, accessMethod])
  const at = atQuery(resource)
  return (
    <Table
      label="With which permissions it is reached"
      rows={rows}
      id={({ permission, right }) => `${permission.key}\n${right}`}
      file="this-place-by-permission"
      empty={`No permission is found by “${text.trim()}”.`}
      columns={[
        {
          title: 'Permission',
          share: 2,
          text: ({ permission }) => permission.key,
          cell: ({ permission: { key, title }, right }) => (
            <span>
              <a class="who" href={href('permission', key, { right, method: accessMethod === 'login' ? undefined : accessMethod, ...at })}>
                <bdi>{title}</bdi>
              </a>
              {right && <span class="right">{right}</span>}
            </span>
          ),
        },
        { title: 'Title', text: ({ permission }) => permission.title },
        { title: 'Right', text: ({ right }) => right ?? '' },
        { title: 'Feature area', text: ({ permission }) => directory.area(permission.area), cell: ({ permission }) => <bdi>{directory.area(permission.area)}</bdi> },
        {
          title: 'People who may',
          text: ({ count }) => String(count() ?? ''),
          cell: ({ count }) => <Later of={count}>{(count) => <span class="figures">{count?.toLocaleString('en') ?? 'not answered'}</span>}</Later>,
        },
      ]}
    >
      <Search label="Permission or feature area" value={text} change={(q) => amend({ q })} />
      <Tools accessMethod={accessMethod} />
    </Table>
  )
}

function ByPerson({ resource, accessMethod }: Asks) {
  const { access, directory, people } = useHeld()
  const { query } = useRoute()
  const text = query.get('q') ?? ''
  const found = useMemo(() => people.search(text), [people, text])
  const grants = useMemo(() => directory.permissions.flatMap(({ key, rights }) => (rights.length ? rights : [undefined]).map((right) => ({ key, right }))), [directory])
  const counts = useMemo(() => new Map<number, () => number>(), [access, grants, resource, accessMethod])
  const countOf = (place: number) => {
    const known = counts.get(place) ?? once(() => grants.filter(({ key, right }) => access.can(people.idAt(place), key, { accessMethod, resource, ...(right === undefined ? {} : { right }) })).length)
    counts.set(place, known)
    return known
  }
  const rows = { length: found.length, at: (index: number) => found[index] }
  return (
    <Table
      label="What each may do here"
      rows={rows}
      id={String}
      file="this-place-by-person"
      empty={`Nobody is found by “${text.trim()}”.`}
      columns={[
        { title: 'Name', text: (place) => people.nameAt(place), cell: (place) => <PersonName id={people.idAt(place)} /> },
        { title: 'Id', text: (place) => people.idAt(place), cell: (place) => <bdi>{people.idAt(place)}</bdi> },
        {
          title: 'May do here',
          text: (place) => String(countOf(place)()),
          cell: (place) => <Later of={countOf(place)}>{(count) => <span class="figures">{count ? `${count} ${count === 1 ? 'grant' : 'grants'}` : 'nothing'}</span>}</Later>,
        },
      ]}
    >
      <Search label="Name, job, e-mail or id" value={text} change={(q) => amend({ q })} />
      <Tools accessMethod={accessMethod} />
    </Table>
  )
}

function Tools({ accessMethod }: { accessMethod: AccessMethod }) {
  const { query } = useRoute()
  return (
    <>
      <label class="tick">
        <input type="checkbox" checked={query.get('by') === 'person'} onChange={(event) => amend({ by: event.currentTarget.checked ? 'person' : undefined, q: undefined })} />
        by person
      </label>
      <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
    </>
  )
}

function atQuery(resource: AnyResource): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(resource).map(([dimension, value]) => [`at.${dimension}`, value]))
}
