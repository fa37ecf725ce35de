import { RolepackError } from 'rolepack/author'
import type { Explanation } from 'rolepack/full'
import { useMemo } from 'preact/hooks'
import { Empty } from '../../parts/empty'
import { PersonName, RoleName } from '../../parts/names'
import { FirstPath, usePathText } from '../../parts/paths'
import { Method, usePresented } from '../../parts/presented'
import { Quoting } from '../../parts/problems'
import { Scope, useResource } from '../../parts/scope'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import type { Permission } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'
import { rolesGranting } from './granting'

/** One permission: who holds it and through what, and which roles grant it. */
export function OnePermission({ id }: { id: string }) {
  const { directory } = useHeld()
  const permission = directory.permission(id)
  useTitle(permission?.title ?? id)
  if (!permission) {
    return (
      <>
        <header class="view-head">
          <Crumb />
          <h1>
            <bdi>{id}</bdi>
          </h1>
        </header>
        <Empty>There is no such permission in this snapshot; what is not known is denied. Keys tell capital letters apart.</Empty>
      </>
    )
  }
  return <Known permission={permission} />
}

function Known({ permission }: { permission: Permission }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const { key, title, description, area, kind, rights } = permission
  const right = rights.includes(query.get('right') ?? '') ? query.get('right')! : rights[0]
  return (
    <>
      <header class="view-head">
        <Crumb />
        <h1>
          <bdi>{title}</bdi> {kind === 'read' && <Tag>read</Tag>}
        </h1>
        <p class="facts">
          <code>{key}</code>
          <a href={href('permission', undefined, { area })}>
            <bdi>{directory.area(area)}</bdi>
          </a>
        </p>
        {description && (
          <p>
            <bdi>{description}</bdi>
          </p>
        )}
        <div class="sign-in">
          {right !== undefined && (
            <label class="field">
              right
              <select value={right} onChange={(event) => amend({ right: event.currentTarget.value })}>
                {rights.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
        </div>
        <Scope />
      </header>
      <Granting permission={permission} right={right} />
      <Holders permission={key} right={right} />
    </>
  )
}

function Crumb() {
  return (
    <p class="crumb">
      <a href={href('permission')}>Permissions</a>
    </p>
  )
}

function Granting({ permission, right }: { permission: Permission; right: string | undefined }) {
  const { access, directory, people } = useHeld()
  const roles = useMemo(() => rolesGranting(access, permission, right), [access, permission, right])
  return (
    <section class="granting" aria-labelledby="granting">
      <h2 id="granting">Roles that grant it</h2>
      {roles.length === 0 && <Empty>No role grants it, so that nobody can hold it.</Empty>}
      <ul>
        {roles.map((id) => {
          const { system = false, applyTo = 'loginAndSlideIn' } = directory.findRole(id) ?? {}
          const teams = directory.teams.filter(({ roles }) => roles.some(({ role }) => role === id)).length
          const mappings = directory.mappings.filter(({ roles }) => roles.some(({ role }) => role === id)).length
          const held = [`${people.withRole(id).length.toLocaleString('en')} directly`, teams && `${teams} ${teams === 1 ? 'team' : 'teams'}`, mappings && `${mappings} ${mappings === 1 ? 'group' : 'groups'}`]
          return (
            <li key={id}>
              <span class="name">
                <RoleName id={id} /> {system && <Tag>system</Tag>} {applyTo !== 'loginAndSlideIn' && <Tag>{applyTo === 'slideIn' ? 'kiosk only' : 'login only'}</Tag>}
              </span>
              <span class="dim">{held.filter(Boolean).join(', ')}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface Holder {
  readonly id: string
  readonly explanation: Explanation
}

function Holders({ permission, right }: { permission: string; right: string | undefined }) {
  const { access, people } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const resource = useResource()
  const pathText = usePathText()
  const asked = query.get('q') ?? ''
  const asks = Object.fromEntries([...query].filter(([name]) => name === 'method' || name === 'right' || name.startsWith('at.')))
  const options = useMemo(() => ({ accessMethod, resource, ...(right === undefined ? {} : { right }) }), [accessMethod, resource, right])
  const answer = useMemo(() => {
    try {
      return { places: people.placesOf(access.whoCan(permission, options)) }
    } catch (error) {
      return { code: error instanceof RolepackError ? error.code : 'invalid-request' }
    }
  }, [access, people, permission, options])
  const places = useMemo(() => {
    return 'places' in answer ? people.search(asked, answer.places) : []
  }, [answer, people, asked])
  if ('code' in answer) {
    return (
      <p class="remark bad">
        <Quoting text={WHY[answer.code] ?? `This cannot be asked: ${answer.code}.`} />
      </p>
    )
  }
  const rows = {
    length: places.length,
    at(index: number): Holder | undefined {
      const place = places[index]
      if (place === undefined) return undefined
      const id = people.idAt(place)
      return { id, explanation: access.explain(id, permission, options) }
    },
  }
  const nobody = asked.trim() ? `Nobody who holds it is found by “${asked.trim()}”.` : 'Nobody holds it so. Groups presented at sign-in may bring it to somebody.'
  return (
    <div class="holders">
      <h2>
        Who holds it <span class="figures">{answer.places.length.toLocaleString('en')}</span>
      </h2>
      <Table
        label="Who holds it"
        rows={rows}
        id={({ id }) => id}
        file={`who-can-${permission}${right ? `-${right}` : ''}`}
        empty={nobody}
        columns={[
          { title: 'Name', text: ({ id }) => people.name(id), cell: ({ id }) => <PersonName id={id} /> },
          { title: 'Id', text: ({ id }) => id, cell: ({ id }) => <bdi>{id}</bdi> },
          {
            title: 'Through',
            share: 2,
            text: ({ explanation }) => pathText(explanation.paths),
            cell: ({ id, explanation }) => <FirstPath paths={explanation.paths} more={href('why', undefined, { ...asks, person: id, permission })} />,
          },
        ]}
      >
        <Search label="Among those who hold it" value={asked} change={(q) => amend({ q })} />
      </Table>
    </div>
  )
}

const WHY: Readonly<Record<string, string>> = {
  'unknown-dimension': 'The organisation has no such dimension, and what is named in it is denied.',
  'invalid-request': 'What is named of the place is malformed: a value is not `*` or `$user`, and has no control characters.',
  'not-in-snapshot': 'The snapshot is a part of the organisation, and does not answer for everybody.',
}
