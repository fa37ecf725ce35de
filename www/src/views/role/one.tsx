import { Empty } from '../../parts/empty'
import { RoleTags } from '../../parts/role-tags'
import { Tabs, tabNow } from '../../parts/tabs'
import { href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { MOST_ROLES } from '../../snapshot/role-grants'
import { WithGrants } from './asked'
import { Beside } from './beside'
import { GrantsOfRole } from './grants'
import { Holders } from './holders'

/** One role: what it grants, who holds it and through what, and how it stands beside others. */
export function OneRole({ id }: { id: string }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const role = directory.findRole(id)
  useTitle(role?.name ?? id)
  const tab = tabNow(query, ['grants', 'holders', 'beside'])
  // Those that the pictures are of are asked about already.
  const first = directory.roles.slice(0, MOST_ROLES).map(({ id }) => id)
  const asked = !role || first.includes(id) ? first : [...first, id]
  return (
    <>
      <header class="view-head">
        <p class="crumb">
          <a href={href('role')}>Roles</a>
        </p>
        <h1>
          <bdi>{role?.name ?? id}</bdi> <RoleTags role={role} />
        </h1>
        {role && (
          <p class="facts">
            <bdi>{id}</bdi>
          </p>
        )}
        {role?.description && (
          <p>
            <bdi>{role.description}</bdi>
          </p>
        )}
      </header>
      {!role ? (
        <Empty>There is no such role in this snapshot.</Empty>
      ) : (
        <>
          <Tabs
            label="About this role"
            tabs={[
              { id: 'grants', title: 'Grants' },
              { id: 'holders', title: 'Who holds it' },
              { id: 'beside', title: 'Beside other roles' },
            ]}
          />
          {tab === 'holders' ? <Holders role={id} /> : <WithGrants roles={asked}>{(grants) => (tab === 'beside' ? <Beside role={id} roles={asked} grants={grants} /> : <GrantsOfRole role={id} grants={grants} />)}</WithGrants>}
        </>
      )}
    </>
  )
}
