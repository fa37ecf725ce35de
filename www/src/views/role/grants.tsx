import { useMemo } from 'preact/hooks'
import { Actions } from '../../parts/actions'
import { Bar } from '../../parts/bar'
import { Empty } from '../../parts/empty'
import { PermissionName } from '../../parts/names'
import { Search } from '../../parts/search'
import { amend, useRoute } from '../../shell/route'
import { grantMatcher } from '../../snapshot/find-grants'
import { useHeld } from '../../snapshot/held'
import type { RoleGrants } from '../../snapshot/role-grants'

/** Everything that a role grants, by feature area. */
export function GrantsOfRole({ role, grants }: { role: string; grants: RoleGrants }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const set = grants.of(role)
  const found = useMemo(() => {
    const matches = grantMatcher(directory, asked)
    return grants.grants.filter((grant) => set.has(grant.place) && matches(grant))
  }, [grants, set, asked, directory])
  const totals = useMemo(() => {
    const sums = new Map<string, number>()
    for (const { area } of grants.grants) sums.set(area, (sums.get(area) ?? 0) + 1)
    return sums
  }, [grants])
  return (
    <section aria-label="Grants">
      <div class="above">
        <Search label="Permission or feature area" value={asked} change={(q) => amend({ q })} />
        <p class="tally" role="status">
          {found.length.toLocaleString('en')} of {set.size.toLocaleString('en')} {set.size === 1 ? 'grant' : 'grants'}
        </p>
        <Actions
          file={`role-${role}`}
          rows={found}
          columns={[
            { title: 'Role', text: () => role },
            { title: 'Feature area', text: ({ area }) => directory.area(area) },
            { title: 'Permission', text: ({ permission }) => permission },
            { title: 'Title', text: ({ permission }) => directory.title(permission) },
            { title: 'Right', text: ({ right }) => right ?? '' },
          ]}
        />
      </div>
      {found.length === 0 && <Empty>{set.size ? `Nothing that it grants is found by “${asked.trim()}”.` : 'It grants nothing.'}</Empty>}
      <div class="granted-areas">
        {[...Map.groupBy(found, ({ area }) => area)].map(([area, inside]) => (
          <section key={area} class="granted-area" aria-label={directory.area(area)}>
            <header>
              <h2>
                <bdi>{directory.area(area)}</bdi>
              </h2>
              <span class="counted">
                <span class="figures">
                  {inside.length} of {totals.get(area)}
                </span>
                <Bar of={inside.length} all={totals.get(area) ?? 0} />
              </span>
            </header>
            <ul>
              {[...Map.groupBy(inside, ({ permission }) => permission)].map(([permission, rights]) => (
                <li key={permission}>
                  <PermissionName id={permission} />{' '}
                  {rights.map(({ right }) => right && (
                    <span key={right} class="right">
                      {right}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  )
}
