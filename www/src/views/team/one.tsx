import { Assignments } from '../../parts/assignments'
import { Empty } from '../../parts/empty'
import { GroupName } from '../../parts/names'
import { Tabs, tabNow } from '../../parts/tabs'
import { href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { Gone } from './gone'
import { Members } from './members'

/** One team: its roles, who is in it, and what would be lost without it. */
export function OneTeam({ id }: { id: string }) {
  const { directory, people } = useHeld()
  const { query } = useRoute()
  const team = directory.findTeam(id)
  useTitle(team?.name ?? id)
  const tab = tabNow(query, ['members', 'gone'])
  const groups = directory.mappings.filter(({ teams }) => teams.includes(id))
  return (
    <>
      <header class="view-head">
        <p class="crumb">
          <a href={href('team')}>Teams</a>
        </p>
        <h1>
          <bdi>{team?.name ?? id}</bdi>
        </h1>
        {team && (
          <p class="facts">
            <bdi>{id}</bdi>
          </p>
        )}
      </header>
      {!team ? (
        <Empty>There is no such team in this snapshot.</Empty>
      ) : (
        <>
          <div class="given">
            <section aria-labelledby="roles">
              <h2 id="roles">Every member holds</h2>
              {team.roles.length ? <Assignments roles={team.roles} /> : <Empty>The team has no role.</Empty>}
            </section>
            {groups.length > 0 && (
              <section aria-labelledby="groups">
                <h2 id="groups">Groups that bring it at sign-in</h2>
                <ul class="assignments">
                  {groups.map((group) => (
                    <li key={`${group.provider}:${group.group}`}>
                      <GroupName group={group} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
          <Tabs
            label="About this team"
            tabs={[
              { id: 'members', title: 'Members', count: people.inTeam(id).length },
              { id: 'gone', title: 'If it went' },
            ]}
          />
          {tab === 'gone' ? <Gone team={id} /> : <Members team={id} />}
        </>
      )}
    </>
  )
}
