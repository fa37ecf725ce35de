import { Tabs, tabNow } from '../../parts/tabs'
import { Empty } from '../../parts/empty'
import { useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { MOST_ROLES } from '../../snapshot/role-grants'
import { WithGrants } from './asked'
import { ListOfRoles } from './list'
import { Overlaps } from './overlaps'
import { Picture } from './picture'

/** Every role: what each grants as a picture, what any two share, and a list. */
export function AllRoles() {
  const { directory } = useHeld()
  const { query } = useRoute()
  useTitle('Roles')
  const { roles } = directory
  const asked = roles.slice(0, MOST_ROLES).map(({ id }) => id)
  const tab = tabNow(query, ['picture', 'overlaps', 'list'])
  return (
    <>
      <header class="view-head">
        <h1>Roles</h1>
        <p>
          {roles.length.toLocaleString('en')} {roles.length === 1 ? 'role' : 'roles'} over {directory.permissions.length.toLocaleString('en')} permissions in {directory.areas.length}{' '}
          feature areas.
        </p>
      </header>
      <Tabs
        label="About roles"
        tabs={[
          { id: 'picture', title: 'What each grants' },
          { id: 'overlaps', title: 'What they share' },
          { id: 'list', title: 'All roles', count: roles.length },
        ]}
      />
      {roles.length > MOST_ROLES && tab !== 'list' && <p class="remark">These are the first {MOST_ROLES} by name; each role has a page of its own, with those that it shares most with.</p>}
      {roles.length === 0 ? (
        <Empty>There is no role in this snapshot.</Empty>
      ) : (
        <WithGrants roles={asked}>{(grants) => (tab === 'list' ? <ListOfRoles grants={grants} /> : tab === 'overlaps' ? <Overlaps roles={asked} grants={grants} /> : <Picture roles={asked} grants={grants} />)}</WithGrants>
      )}
    </>
  )
}
