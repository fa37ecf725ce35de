import { useMemo } from 'preact/hooks'
import { Few } from '../../parts/few'
import { RoleName } from '../../parts/names'
import { Search } from '../../parts/search'
import { Table, type Column } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import type { Permission } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'
import { plain, wordsOf } from '../../snapshot/plain'
import { rolesGranting } from './granting'

/** Every permission that there is, narrowed by typing or to a feature area. */
export function AllPermissions() {
  const held = useHeld()
  const { directory } = held
  const { query } = useRoute()
  const [asked, area] = [query.get('q') ?? '', query.get('area')]
  const texts = useMemo(() => directory.permissions.map(({ key, title, area }) => plain(`${title}\n${key}\n${directory.area(area)}`)), [directory])
  const rows = useMemo(() => {
    const words = wordsOf(asked)
    return directory.permissions.filter((permission, at) => (area === null || permission.area === area) && words.every((word) => texts[at]!.includes(word)))
  }, [directory, texts, asked, area])
  useTitle('Permissions')
  return (
    <>
      <header class="view-head">
        <h1>Permissions</h1>
        <p>
          {directory.permissions.length} permissions in {directory.areas.length} feature areas. Open one to see who holds it.
        </p>
      </header>
      <Table label="Permissions" rows={rows} columns={columns(held)} id={({ key }) => key} file="permissions" empty={asked.trim() ? `No permission is found by “${asked.trim()}”.` : 'There is no permission.'}>
        <Search label="Title, key or feature area" value={asked} change={(q) => amend({ q })} />
        <select aria-label="Feature area" value={area ?? '\n'} onChange={({ currentTarget: { value } }) => amend({ area: value === '\n' ? undefined : value })}>
          <option value={'\n'}>All feature areas</option>
          {directory.areas.filter(Boolean).map((id) => (
            <option key={id} value={id}>
              {directory.area(id)}
            </option>
          ))}
        </select>
      </Table>
    </>
  )
}

const MOST = 3

function columns({ access, directory }: Held): Column<Permission>[] {
  return [
    {
      title: 'Permission',
      share: 2,
      text: ({ title }) => title,
      cell: ({ key, title, kind }) => (
        <span class="twice">
          <span>
            <a class="who" href={href('permission', key)}>
              <bdi>{title}</bdi>
            </a>{' '}
            {kind === 'read' && <Tag>read</Tag>}
          </span>
          <code class="dim">{key}</code>
        </span>
      ),
    },
    { title: 'Key', text: ({ key }) => key },
    { title: 'Feature area', text: ({ area }) => directory.area(area), cell: ({ area }) => <bdi>{directory.area(area)}</bdi> },
    { title: 'Rights', text: ({ rights }) => rights.join('; '), cell: ({ rights }) => (rights.length ? <span class="dim">{rights.join(', ')}</span> : null) },
    {
      title: 'Roles that grant it',
      share: 1.6,
      text: (permission) => rolesGranting(access, permission).map(directory.role).join('; '),
      cell: (permission) => {
        const roles = rolesGranting(access, permission)
        return (
          <span class="few">
            <Few of={roles} most={MOST} each={(id) => <RoleName id={id} />} />
            {roles.length === 0 && <span class="dim">none</span>}
          </span>
        )
      },
    },
  ]
}
