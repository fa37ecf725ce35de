import { useCallback, useMemo } from 'preact/hooks'
import { Actions } from '../../parts/actions'
import { Empty } from '../../parts/empty'
import { grantColumns } from '../../parts/grant-columns'
import { Matrix, type MatrixColumn, type MatrixRow } from '../../parts/matrix'
import { Search } from '../../parts/search'
import { Table, type Column } from '../../parts/table'
import { RoleName } from '../../parts/names'
import { amend, href, useRoute } from '../../shell/route'
import type { Directory, Permission } from '../../snapshot/directory'
import { grantMatcher } from '../../snapshot/find-grants'
import { useHeld } from '../../snapshot/held'
import type { Grant, RoleGrants } from '../../snapshot/role-grants'
import { ordered, ORDERS } from './order'

interface Row extends MatrixRow {
  readonly area: string
  /** Absent: the row is about all of its area. */
  readonly permission: Permission | undefined
  readonly places: readonly number[]
}

/** Feature areas by roles; each area unfolds into its permissions, and a permission's cell into its rights. */
export function Picture({ roles, grants }: { roles: readonly string[]; grants: RoleGrants }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const [asked, whole, open] = [query.get('q') ?? '', query.get('zoom') === 'all', query.getAll('area').join('\n')]
  const order = ORDERS.find(({ id }) => id === query.get('order'))?.id ?? 'likeness'
  const columns = useMemo(() => ordered(roles, order, grants).map((id): MatrixColumn => ({ id, name: directory.role(id), href: href('role', id) })), [roles.join('\n'), order, grants, directory])
  const rows = useMemo(() => rowsOf(directory, grants, asked, (area) => whole || open.split('\n').includes(area)), [directory, grants, asked, whole, open])
  const cell = useCallback(
    (row: Row, column: MatrixColumn) => (row.permission ? row.places.map((place) => grants.of(column.id).has(place)) : heldOf(row, column, grants) / Math.max(1, row.places.length)),
    [grants],
  )
  const asTable = query.get('as') === 'table'
  const tools = (
    <>
      <Search label="Permission or feature area" value={asked} change={(q) => amend({ q })} />
      {!asTable && (
        <>
          <label class="tick">
            <input type="checkbox" checked={whole} onChange={(event) => amend({ zoom: event.currentTarget.checked ? 'all' : undefined, area: [] })} />
            every permission
          </label>
          <select aria-label="Order of roles" value={order} onChange={(event) => amend({ order: event.currentTarget.value })}>
            {ORDERS.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </>
      )}
      <label class="tick">
        <input type="checkbox" checked={asTable} onChange={(event) => amend({ as: event.currentTarget.checked ? 'table' : undefined })} />
        as a table
      </label>
    </>
  )
  const permissions = useMemo(() => grants.grants.filter(grantMatcher(directory, asked)), [grants, directory, asked])
  if (asTable) {
    return (
      <Table label="What each role grants" rows={permissions} columns={tableColumns(directory, grants, columns)} id={({ place }) => String(place)} file="roles-and-permissions" empty={`Nothing is found by “${asked.trim()}”.`}>
        {tools}
      </Table>
    )
  }
  return (
    <section aria-label="What each role grants">
      <div class="above">
        {tools}
        <Actions file="roles-and-permissions" rows={permissions} columns={tableColumns(directory, grants, columns)} />
      </div>
      {rows.length === 0 ? (
        <Empty>Nothing is found by “{asked.trim()}”.</Empty>
      ) : (
        <Matrix
          label="Feature areas and permissions by role"
          scale="How much of a feature area’s grants a role gives; of a permission, a part for each right"
          columns={columns}
          rows={rows}
          cell={cell}
          say={(row, column) => <Reading row={row} column={column} grants={grants} held={heldOf(row, column, grants)} />}
          toggle={({ area }) => toggled(area, whole, query.getAll('area'), directory)}
        />
      )}
    </section>
  )
}

function Reading({ row, column, grants, held }: { row: Row; column: MatrixColumn; grants: RoleGrants; held: number }) {
  const all = row.places.length
  const rights = row.permission?.rights.length ? row.places.filter((place) => grants.of(column.id).has(place)).map((place) => grants.grants[place]!.right) : []
  const says = !row.permission ? `grants ${held} of ${all}` : held === 0 ? 'does not grant it' : rights.length ? `grants ${rights.join(', ')}${held < all ? `; ${held} of ${all} rights` : ', every right'}` : 'grants it'
  return (
    <>
      <b>
        <bdi>{column.name}</bdi>
      </b>{' '}
      {says}: <bdi>{row.name}</bdi>
    </>
  )
}

function heldOf({ places }: Row, { id }: MatrixColumn, grants: RoleGrants): number {
  const set = grants.of(id)
  return places.reduce((sum, place) => sum + Number(set.has(place)), 0)
}

function rowsOf(directory: Directory, grants: RoleGrants, asked: string, isOpen: (area: string) => boolean): Row[] {
  const byArea = Map.groupBy(directory.permissions, ({ area }) => area)
  const found = grantMatcher(directory, asked)
  const searching = asked.trim() !== ''
  return directory.areas.flatMap((area): Row[] => {
    const inside = (byArea.get(area) ?? []).filter(({ key }) => found({ area, permission: key }))
    if (inside.length === 0) return []
    const open = searching || isOpen(area)
    const places = inside.flatMap(({ key }) => grants.placesOf(key))
    const head: Row = { id: `area ${area}`, name: directory.area(area), note: String(inside.length), open, area, permission: undefined, places }
    return [head, ...(open ? inside.map((permission): Row => ({ id: permission.key, name: permission.title, href: href('permission', permission.key), inside: true, area, permission, places: grants.placesOf(permission.key) })) : [])]
  })
}

/** Where all are open, folding one leaves the others open. */
function toggled(area: string, whole: boolean, open: readonly string[], { areas }: Directory): void {
  const now = whole ? areas : open
  amend({ zoom: undefined, area: now.includes(area) ? now.filter((other) => other !== area) : [...now, area] })
}

function tableColumns(directory: Directory, grants: RoleGrants, roles: readonly MatrixColumn[]): Column<Grant>[] {
  const granting = ({ place }: Grant) => roles.filter(({ id }) => grants.of(id).has(place))
  return [
    ...grantColumns(directory, 1.4),
    {
      title: 'Roles that grant it',
      share: 2,
      text: (row) => granting(row).map(({ name }) => name).join('; '),
      cell: (row) => (
        <span class="few">
          {granting(row).map(({ id }) => (
            <RoleName key={id} id={id} />
          ))}
        </span>
      ),
    },
    ...roles.map(({ id, name }): Column<Grant> => ({ title: name === id ? id : `${name} (${id})`, text: ({ place }) => (grants.of(id).has(place) ? 'yes' : '') })),
  ]
}
