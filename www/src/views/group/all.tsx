import { useMemo } from 'preact/hooks'
import { FewAssignments, useAssignmentText } from '../../parts/assignments'
import { Few } from '../../parts/few'
import { TeamName } from '../../parts/names'
import { nameOf } from '../../parts/presented'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'

/** Every mapped group, by provider, and what it gives. */
export function AllGroups() {
  const { directory } = useHeld()
  const { query } = useRoute()
  const rolesText = useAssignmentText()
  const [asked, provider] = [query.get('q') ?? '', query.get('provider')]
  useTitle('Sign-in groups')
  const providers = useMemo(() => [...new Set(directory.mappings.map(({ provider }) => provider))].sort(), [directory])
  const rows = useMemo(() => {
    const matches = matcher(asked)
    return directory.mappings
      .filter((mapping) => (provider === null || mapping.provider === provider) && matches(`${mapping.group}\n${mapping.provider}`))
      .sort((a, b) => order(a.provider, b.provider) || order(a.group, b.group))
  }, [directory, asked, provider])
  return (
    <>
      <header class="view-head">
        <h1>Sign-in groups</h1>
        <p>
          {providers.length > 0 && `Groups of ${providers.length === 1 ? 'one identity provider' : `${providers.length} identity providers`} that are mapped. `}Whoever signs in with a group holds what it is mapped to, for that sign-in.
        </p>
      </header>
      <Table
        label="Sign-in groups"
        rows={rows}
        id={nameOf}
        file="identity-provider-groups"
        empty={asked.trim() ? `No group is found by “${asked.trim()}”.` : 'No group is mapped to anything.'}
        columns={[
          {
            title: 'Group',
            share: 1.2,
            text: ({ group }) => group,
            cell: (mapping) => (
              <a class="who" href={href('group', nameOf(mapping))}>
                <bdi>{mapping.group}</bdi>
              </a>
            ),
          },
          { title: 'Provider', share: 0.6, text: ({ provider }) => provider, cell: ({ provider }) => <bdi>{provider}</bdi> },
          { title: 'Roles', share: 2, text: ({ roles }) => rolesText(roles), cell: ({ roles }) => <FewAssignments roles={roles} /> },
          {
            title: 'Teams',
            text: ({ teams }) => teams.map(directory.team).join('; '),
            cell: ({ teams }) =>
              teams.length ? (
                <span class="few">
                  <Few of={teams} most={3} each={(id) => <TeamName id={id} />} />
                </span>
              ) : (
                <span class="dim">none</span>
              ),
          },
        ]}
      >
        <Search label="Group or provider" value={asked} change={(q) => amend({ q })} />
        {providers.length > 1 && (
          <select aria-label="Provider" value={provider ?? '\n'} onChange={({ currentTarget: { value } }) => amend({ provider: value === '\n' ? undefined : value })}>
            <option value={'\n'}>All providers</option>
            {providers.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Table>
    </>
  )
}

const { compare: order } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
