import type { Path } from 'rolepack/full'
import { useMemo } from 'preact/hooks'
import { Assignments } from '../../parts/assignments'
import { Empty } from '../../parts/empty'
import { Few } from '../../parts/few'
import { grantColumns } from '../../parts/grant-columns'
import { LevelName, RoleName, TeamName } from '../../parts/names'
import { usePathText } from '../../parts/paths'
import { Method, nameOf, usePresented } from '../../parts/presented'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import type { Mapping } from '../../snapshot/directory'
import { grantMatcher } from '../../snapshot/find-grants'
import { useHeld } from '../../snapshot/held'
import { NOBODY } from '../../snapshot/nobody'

/** One group: what it is mapped to, and every grant that it gives. */
export function OneGroup({ name }: { name: string }) {
  const { directory } = useHeld()
  const mapping = directory.mappings.find((mapping) => nameOf(mapping) === name)
  useTitle(mapping?.group ?? name)
  return (
    <>
      <header class="view-head">
        <p class="crumb">
          <a href={href('group')}>Sign-in groups</a>
        </p>
        <h1>
          <bdi>{mapping?.group ?? name}</bdi>
        </h1>
        {mapping && (
          <p class="facts">
            <bdi>{mapping.provider}</bdi>
          </p>
        )}
      </header>
      {mapping ? <Known mapping={mapping} /> : <Empty>No such group is mapped in this snapshot: presented, it gives nothing.</Empty>}
    </>
  )
}

function Known({ mapping }: { mapping: Mapping }) {
  const { directory } = useHeld()
  return (
    <>
      <div class="given">
        <section aria-labelledby="roles">
          <h2 id="roles">Roles</h2>
          {mapping.roles.length ? <Assignments roles={mapping.roles} /> : <Empty>It is mapped to no role.</Empty>}
        </section>
        <section aria-labelledby="teams">
          <h2 id="teams">Teams, and their roles</h2>
          {mapping.teams.length === 0 && <Empty>It is mapped to no team.</Empty>}
          {mapping.teams.map((id) => (
            <div key={id} class="of-team">
              <h3>
                <TeamName id={id} />
              </h3>
              <Assignments roles={directory.findTeam(id)?.roles ?? []} />
            </div>
          ))}
        </section>
      </div>
      <Grants mapping={mapping} />
    </>
  )
}

function Grants({ mapping: { provider, group } }: { mapping: Mapping }) {
  const { access, directory } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const pathText = usePathText()
  const asked = query.get('q') ?? ''
  const effective = useMemo(() => access.effective(NOBODY, { accessMethod, identityGroups: [{ provider, group }] }), [access, provider, group, accessMethod])
  const all = useMemo(() => effective.groups.flatMap(({ permissionGroup, grants }) => grants.map((grant) => ({ ...grant, area: permissionGroup ?? '' }))), [effective])
  const rows = useMemo(() => all.filter(grantMatcher(directory, asked)), [all, asked, directory])
  return (
    <>
      {effective.reason === 'unknown-user' && <p class="remark">Whoever is not in this snapshot is allowed nothing here, whatever groups are presented: what the group gives counts for its people alone, and is shown with each of them.</p>}
      <Table
        label="What it gives"
        rows={rows}
        id={({ permission, right }) => `${permission}\n${right}`}
        file={`group-${provider}-${group}`}
        empty={asked.trim() ? `Nothing that it gives is found by “${asked.trim()}”.` : 'It gives no grant to somebody who holds nothing else.'}
        columns={[
          ...grantColumns(directory, 1.6),
          { title: 'Through', share: 1.6, text: ({ paths }) => pathText(paths), cell: ({ paths }) => <Through paths={paths} /> },
        ]}
      >
        <Search label="Permission or feature area" value={asked} change={(q) => amend({ q })} />
        <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
      </Table>
    </>
  )
}

function Through({ paths }: { paths: readonly Path[] }) {
  return (
    <span class="few">
      <Few
        of={paths}
        most={2}
        each={({ role, via, level }) => (
          <span>
            <RoleName id={role} />
            {via.team !== undefined && (
              <span class="dim">
                {' '}
                team <TeamName id={via.team} />
              </span>
            )}
            {level && (
              <span class="dim">
                {' '}
                within <LevelName level={level} />
              </span>
            )}
          </span>
        )}
      />
    </span>
  )
}
