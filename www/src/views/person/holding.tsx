import type { Effective } from 'rolepack/full'
import type { ComponentChildren } from 'preact'
import { Empty } from '../../parts/empty'
import { LevelName, RoleName, TeamName } from '../../parts/names'
import { nameOf, usePresented } from '../../parts/presented'
import { Tag } from '../../parts/tag'
import { Within } from '../../parts/within'
import type { Assignment, LevelKey } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'
import type { User } from '../../snapshot/protocol'
import { levelsOf, rolesOf } from './user'

/** What is assigned to somebody: roles, teams with theirs, what the presented groups bring, and how far it reaches. */
export function Holding({ user, effective }: { user: User | undefined; effective: Effective }) {
  const { directory } = useHeld()
  const { identityGroups } = usePresented()
  const counts = countsOf(effective)
  const teams = user?.teams ?? []
  const mapped = directory.mappings.filter((mapping) => identityGroups.some((group) => nameOf(group) === nameOf(mapping)))
  return (
    <div class="holding">
      <Part title="Roles, directly">
        <Roles roles={user ? rolesOf(user) : []} counts={counts} none="None of their own." />
      </Part>
      <Part title="Through teams">
        {teams.length === 0 && <Empty>In no team.</Empty>}
        {teams.map((id) => (
          <div key={id} class="source">
            <h3>
              <TeamName id={id} />
            </h3>
            <Roles roles={directory.findTeam(id)?.roles ?? []} counts={counts} none="The team has no role." />
          </div>
        ))}
      </Part>
      {(mapped.length > 0 || directory.mappings.length > 0) && (
        <Part title="Through groups presented at sign-in">
          {mapped.length === 0 && <Empty>{identityGroups.length ? 'None of those presented is mapped.' : 'None is presented; add one above to see what it brings.'}</Empty>}
          {mapped.map((mapping) => (
            <div key={nameOf(mapping)} class="source">
              <h3>
                <bdi>{mapping.group}</bdi> <Tag>{mapping.provider}</Tag>
              </h3>
              <Roles roles={mapping.roles} counts={counts} none={mapping.teams.length ? '' : 'It is mapped to nothing.'} />
              {mapping.teams.map((id) => (
                <div key={id} class="source">
                  <h4>
                    team <TeamName id={id} />
                  </h4>
                  <Roles roles={directory.findTeam(id)?.roles ?? []} counts={counts} none="The team has no role." />
                </div>
              ))}
            </div>
          ))}
        </Part>
      )}
      {directory.scoping && (
        <Part title="Access levels of their own">
          <Levels user={user} />
        </Part>
      )}
    </div>
  )
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  )
}

function Roles({ roles, counts, none }: { roles: readonly Assignment[]; counts: ReadonlyMap<string, number>; none: string }) {
  const { directory } = useHeld()
  const { accessMethod } = usePresented()
  if (roles.length === 0) return none ? <Empty>{none}</Empty> : null
  return (
    <ul class="held-roles">
      {roles.map(({ role: id, within }, at) => {
        const role = directory.findRole(id)
        const other = role && role.applyTo !== 'loginAndSlideIn' && role.applyTo !== accessMethod
        return (
          <li key={at}>
            <span class="name">
              <RoleName id={id} /> {role?.system && <Tag>system</Tag>} {other && <Tag>{role.applyTo === 'slideIn' ? 'kiosk only' : 'login only'}</Tag>}
            </span>
            <Within level={within} />
            <span class="figures">{other ? 'does not count' : `${counts.get(id) ?? 0} grants`}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** The levels that say how far a role without a level of its own reaches (rule 9). */
function Levels({ user }: { user: User | undefined }) {
  const { directory } = useHeld()
  const assigned = user ? levelsOf(user) : []
  const isOwn = (level: LevelKey) => assigned.some(({ company, key }) => company === level.company && key === level.key)
  const named = directory.levels.filter((level) => user && level.employee !== undefined && level.employee === (user.employee ?? user.id) && !isOwn(level))
  const defaults = assigned.length + named.length === 0 ? directory.levels.filter(({ isDefault }) => isDefault) : []
  const all: [LevelKey, string][] = [
    ...assigned.map((level): [LevelKey, string] => [level, 'assigned']),
    ...named.map((level): [LevelKey, string] => [level, 'names the employee']),
    ...defaults.map((level): [LevelKey, string] => [level, 'the default of its company']),
  ]
  if (all.length === 0) return <Empty>None, and no company has a default: a role without a level of its own covers no place.</Empty>
  return (
    <ul class="held-roles">
      {all.map(([level, why]) => {
        const { description = '', active = true } = directory.findLevel(level) ?? {}
        return (
          <li key={`${level.company}/${level.key}`}>
            <span class="name">
              <LevelName level={level} /> {!active && <Tag>inactive</Tag>}
            </span>
            <bdi class="dim">{description}</bdi>
            <span class="figures">{why}</span>
          </li>
        )
      })}
    </ul>
  )
}

/** How many grants each role brings, over all that is held. */
function countsOf({ groups }: Effective): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { grants } of groups) {
    for (const { paths } of grants) for (const role of new Set(paths.map(({ role }) => role))) counts.set(role, (counts.get(role) ?? 0) + 1)
  }
  return counts
}
