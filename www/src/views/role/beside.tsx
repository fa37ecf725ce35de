import { useMemo } from 'preact/hooks'
import { Combobox } from '../../parts/combobox'
import { grantColumns } from '../../parts/grant-columns'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import type { Grant, RoleGrants } from '../../snapshot/role-grants'
import { pairColumns } from './overlaps'
import { Sides } from './sides'
import { likeness, pairOf, RANK, RELATION } from './relation'

/** A role beside all others, and beside one that is picked: what both grant, and what one of them does. */
export function Beside({ role, roles, grants }: { role: string; roles: readonly string[]; grants: RoleGrants }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const other = query.get('with')
  const others = useMemo(() => roles.filter((id) => id !== role), [roles.join('\n'), role])
  const pairs = useMemo(() => others.map((id) => pairOf(role, id, grants)).sort((a, b) => RANK[a.relation] - RANK[b.relation] || likeness(b) - likeness(a)), [others, role, grants])
  const known = other !== null && others.includes(other)
  const find = (query: string) => {
    const matches = matcher(query)
    const found = pairs.filter(({ other }) => matches(`${directory.role(other)} ${other}`))
    return found.slice(0, 100).map(({ other, relation, shared }) => ({ id: other, name: directory.role(other), note: `${RELATION[relation].replace(/ (with|as|in)$/, '')}; ${shared} in both` }))
  }
  return (
    <>
      <div class="beside-pick">
        <Combobox label="Side by side with" placeholder="Another role" value={known ? directory.role(other) : ''} {...(known ? { chosen: other } : {})} find={find} pick={(id) => amend({ with: id, only: undefined })} />
        {known && (
          <a class="plain" href={href('role', role, { tab: 'beside' })}>
            All other roles
          </a>
        )}
      </div>
      {other !== null && !known && <p class="remark">There is no other role of this name.</p>}
      {known ? (
        <Two role={role} other={other} grants={grants} />
      ) : (
        <Table label="Beside other roles" rows={pairs} columns={pairColumns(directory)} id={({ other }) => other} file={`beside-${role}`} empty="There is no other role." />
      )}
    </>
  )
}

const SIDES = ['role', 'both', 'other'] as const
type Side = (typeof SIDES)[number]

function Two({ role, other, grants }: { role: string; other: string; grants: RoleGrants }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const only = SIDES.find((side) => side === query.get('only'))
  const [one, two] = [grants.of(role), grants.of(other)]
  const sideOf = ({ place }: Grant): Side | undefined => (one.has(place) ? (two.has(place) ? 'both' : 'role') : two.has(place) ? 'other' : undefined)
  const { relation, ...counts } = pairOf(role, other, grants)
  const rows = useMemo(() => grants.grants.filter((grant) => sideOf(grant) !== undefined && (only === undefined || sideOf(grant) === only)), [grants, role, other, only])
  const names: Record<Side, string> = { role: `Only ${directory.role(role)}`, both: 'Both', other: `Only ${directory.role(other)}` }
  const sizes: Record<Side, number> = { role: counts.only, both: counts.shared, other: counts.otherOnly }
  return (
    <div class="two">
      <p class="stands">
        <b>
          <bdi>{directory.role(role)}</bdi>
        </b>{' '}
        {RELATION[relation]}{' '}
        <a href={href('role', other)}>
          <bdi>{directory.role(other)}</bdi>
        </a>
        .
      </p>
      <Sides role={role} other={other} grants={grants}>
        <ul class="sides-of">
          {SIDES.map((side) => (
            <li key={side} class={side}>
              <a href={href('role', role, { tab: 'beside', with: other, only: only === side ? undefined : side })} aria-current={only === side ? 'true' : undefined}>
                <bdi>{names[side]}</bdi> <span class="figures">{sizes[side]}</span>
              </a>
            </li>
          ))}
        </ul>
      </Sides>
      <Table
        label="Side by side"
        rows={rows}
        id={({ place }) => String(place)}
        file={`${role}-beside-${other}`}
        empty="Nothing."
        columns={[
          ...grantColumns(directory, 1.5),
          { title: directory.role(role), share: 0.8, text: ({ place }) => (one.has(place) ? 'yes' : ''), cell: ({ place }) => <Mark has={one.has(place)} /> },
          { title: directory.role(other) === directory.role(role) ? other : directory.role(other), share: 0.8, text: ({ place }) => (two.has(place) ? 'yes' : ''), cell: ({ place }) => <Mark has={two.has(place)} /> },
        ]}
      />
    </div>
  )
}

function Mark({ has }: { has: boolean }) {
  return has ? <span class="yes">grants it</span> : <span class="dim">–</span>
}
