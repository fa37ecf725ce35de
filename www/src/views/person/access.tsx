import type { Effective, Path } from 'rolepack/full'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { Actions } from '../../parts/actions'
import { Bar } from '../../parts/bar'
import { Empty } from '../../parts/empty'
import { PermissionName } from '../../parts/names'
import { Paths, usePathText } from '../../parts/paths'
import { Search } from '../../parts/search'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import type { Directory } from '../../snapshot/directory'
import { matcher } from '../../snapshot/plain'
import { Picture } from './picture'

/** Rights of one permission that are held in the same ways. */
interface Row {
  readonly permission: string
  readonly rights: readonly string[]
  readonly paths: readonly Path[]
}

export interface Area {
  readonly id: string
  readonly rows: readonly Row[]
  readonly held: number
  /** All grants that the area has. */
  readonly all: number
  /** The permissions of which nothing is held. */
  readonly missing: readonly string[]
}

/** Everything that somebody may do, by feature area, with all the ways in which it is held. */
export function Access({ user, effective }: { user: string; effective: Effective }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const areas = useMemo(() => areasOf(effective, directory), [effective, directory])
  const asked = query.get('q') ?? ''
  const all = query.get('all') === '1'
  const shown = useMemo(() => narrowed(areas, asked, all, directory), [areas, asked, all, directory])
  const pictured = useMemo(() => areas.filter(({ held }) => held > 0 || all), [areas, all])
  const pathText = usePathText()
  const rows = areas.flatMap(({ id, rows }) => rows.flatMap((row) => (row.rights.length ? row.rights : ['']).map((right) => ({ ...row, right, area: id }))))
  return (
    <section aria-label="May do">
      <Picture areas={pictured} />
      <div class="above">
        <Search label="Permission or feature area" value={asked} change={(q) => amend({ q })} />
        <label class="tick">
          <input type="checkbox" checked={all} onChange={(event) => amend({ all: event.currentTarget.checked ? '1' : undefined })} />
          what is not held too
        </label>
        <Actions
          file={`may-do-${user}`}
          rows={rows}
          columns={[
            { title: 'Person', text: () => user },
            { title: 'Feature area', text: (row) => row.area },
            { title: 'Permission', text: (row) => row.permission },
            { title: 'Title', text: (row) => directory.title(row.permission) },
            { title: 'Right', text: (row) => row.right },
            { title: 'Through', text: (row) => pathText(row.paths) },
          ]}
        />
      </div>
      {shown.length === 0 && <Empty>{areas.every(({ held }) => held === 0) && !asked ? 'Nothing at all.' : `Nothing that is held is found by “${asked.trim()}”.`}</Empty>}
      <div class="areas">
        {shown.map((area) => (
          <AreaOf key={area.id} area={area} user={user} />
        ))}
      </div>
    </section>
  )
}

function AreaOf({ area: { id, rows, held, all: total, missing }, user }: { area: Area; user: string }) {
  const { directory } = useHeld()
  const ways = useMemo(() => [...Map.groupBy(rows, ({ paths }) => JSON.stringify(paths)).values()].map((rows) => ({ paths: rows[0]!.paths, rows })), [rows])
  const heading = `area-${id.replaceAll(/\W/g, '-')}`
  return (
    <section class="area" aria-labelledby={heading}>
      <header>
        <h2 id={heading}>
          <bdi>{directory.area(id)}</bdi>
        </h2>
        <span class="counted">
          <span class="figures">
            {held} of {total}
          </span>
          <Bar of={held} all={total} />
        </span>
      </header>
      {ways.map(({ paths, rows }) => (
        <div key={JSON.stringify(paths)} class="way">
          <p class="through">
            <Paths paths={paths} />
          </p>
          <ul class="grants">
            {rows.map(({ permission, rights }) => (
              <Grant key={permission} permission={permission} rights={rights} />
            ))}
          </ul>
        </div>
      ))}
      {missing.length > 0 && (
        <div class="way not-held">
          <p class="through">Not held</p>
          <ul class="grants">
            {missing.map((permission) => (
              <Grant key={permission} permission={permission} rights={[]}>
                <a class="why" href={href('why', undefined, { person: user, permission })}>
                  why?
                </a>
              </Grant>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function Grant({ permission, rights, children }: { permission: string; rights: readonly string[]; children?: ComponentChildren }) {
  return (
    <li>
      <span class="what">
        <PermissionName id={permission} />
        {rights.map((right) => (
          <span key={right} class="right">
            {right}
          </span>
        ))}
        {children}
      </span>
      <code>{permission}</code>
    </li>
  )
}

function areasOf({ groups }: Effective, directory: Directory): Area[] {
  const held = new Map(groups.map(({ permissionGroup, grants }) => [permissionGroup ?? '', grants]))
  const byArea = Map.groupBy(directory.permissions, ({ area }) => area)
  return directory.areas.map((id) => {
    const grants = held.get(id) ?? []
    const permissions = byArea.get(id) ?? []
    const some = new Set(grants.map(({ permission }) => permission))
    return {
      id,
      rows: rowsOf(grants, directory),
      held: grants.length,
      all: permissions.reduce((sum, { rights }) => sum + Math.max(1, rights.length), 0),
      missing: permissions.filter(({ key }) => !some.has(key)).map(({ key }) => key),
    }
  })
}

function rowsOf(grants: Effective['groups'][number]['grants'], directory: Directory): Row[] {
  const rows = new Map<string, { permission: string; rights: string[]; paths: Path[] }>()
  for (const { permission, right, paths } of grants) {
    const same = `${permission}\n${JSON.stringify(paths)}`
    const row = rows.get(same) ?? { permission, rights: [], paths }
    if (right !== undefined) row.rights.push(right)
    rows.set(same, row)
  }
  return [...rows.values()].sort((a, b) => (directory.title(a.permission) < directory.title(b.permission) ? -1 : 1))
}

/** Of the areas those in which anything is found; an area that is found by its name is there whole. */
function narrowed(areas: readonly Area[], asked: string, all: boolean, directory: Directory): Area[] {
  const matches = matcher(asked)
  const holds = (area: string, permission: string) => matches(`${directory.area(area)} ${area} ${directory.title(permission)} ${permission}`)
  return areas
    .map((area) => ({
      ...area,
      rows: area.rows.filter(({ permission }) => holds(area.id, permission)),
      missing: all ? area.missing.filter((permission) => holds(area.id, permission)) : [],
    }))
    .filter(({ rows, missing }) => rows.length + missing.length > 0)
}
