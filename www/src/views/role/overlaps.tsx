import { useCallback, useMemo } from 'preact/hooks'
import { Matrix, type MatrixColumn, type MatrixRow } from '../../parts/matrix'
import { RoleName } from '../../parts/names'
import { Table, type Column } from '../../parts/table'
import { href } from '../../shell/route'
import type { Directory } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'
import type { RoleGrants } from '../../snapshot/role-grants'
import { ordered } from './order'
import { pairOf, pairsOf, RELATION, type Pair } from './relation'

/** How much of each role another one grants too: a full cell is containment. Then each two that share anything, in words. */
export function Overlaps({ roles, grants }: { roles: readonly string[]; grants: RoleGrants }) {
  const { directory } = useHeld()
  const [columns, rows] = useMemo(() => {
    const chain = ordered(roles, 'likeness', grants)
    return [chain.map((id): MatrixColumn => ({ id, name: directory.role(id), href: href('role', id) })), chain.map((id): MatrixRow => ({ id, name: directory.role(id), href: href('role', id), note: String(grants.of(id).size) }))]
  }, [roles.join('\n'), grants, directory])
  const pairs = useMemo(() => pairsOf(roles, grants), [roles.join('\n'), grants])
  const cell = useCallback(
    (row: MatrixRow, column: MatrixColumn) => {
      const [one, other] = [grants.of(row.id), grants.of(column.id)]
      return row.id === column.id || one.size === 0 ? undefined : one.shared(other) / one.size
    },
    [grants],
  )
  return (
    <>
      <section aria-labelledby="shared">
        <h2 id="shared" class="section-head">
          How much of each role, in rows, another grants too
        </h2>
        <Matrix
          label="How much of each role another grants too"
          scale="How much of what the role in the row grants, the one in the column grants too"
          columns={columns}
          rows={rows}
          cell={cell}
          say={(row, column) => <Reading pair={pairOf(row.id, column.id, grants)} directory={directory} />}
          lead={(row, column) => (row.id === column.id ? href('role', row.id) : href('role', row.id, { tab: 'beside', with: column.id }))}
        />
      </section>
      <div class="pairs">
        <h2 class="section-head">
          Containments and overlaps
        </h2>
        <Table label="Containments and overlaps" rows={pairs} columns={pairColumns(directory)} id={({ role, other }) => `${role}\n${other}`} file="roles-that-overlap" empty="No two roles share a grant." />
      </div>
    </>
  )
}

function Reading({ pair: { role, other, relation, shared, only }, directory }: { pair: Pair; directory: Directory }) {
  if (role === other) return <bdi>{directory.role(role)}</bdi>
  return (
    <>
      <b>
        <bdi>{directory.role(role)}</bdi>
      </b>{' '}
      {RELATION[relation]}{' '}
      <b>
        <bdi>{directory.role(other)}</bdi>
      </b>
      {shared > 0 && `: ${shared} of its ${shared + only} grants`}
    </>
  )
}

export function pairColumns(directory: Directory): Column<Pair>[] {
  return [
    { title: 'Role', text: ({ role }) => directory.role(role), cell: ({ role }) => <RoleName id={role} /> },
    {
      title: 'Relation',
      text: ({ relation }) => RELATION[relation],
      cell: ({ role, other, relation }) => <a href={href('role', role, { tab: 'beside', with: other })}>{RELATION[relation]}</a>,
    },
    { title: 'Other role', text: ({ other }) => directory.role(other), cell: ({ other }) => <RoleName id={other} /> },
    { title: 'Both grant', share: 0.5, text: ({ shared }) => String(shared), cell: ({ shared }) => <span class="figures">{shared}</span> },
    { title: 'Only the role', share: 0.5, text: ({ only }) => String(only), cell: ({ only }) => <span class="figures">{only}</span> },
    { title: 'Only the other', share: 0.5, text: ({ otherOnly }) => String(otherOnly), cell: ({ otherOnly }) => <span class="figures">{otherOnly}</span> },
  ]
}
