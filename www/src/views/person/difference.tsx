import { Actions } from '../../parts/actions'
import { LevelName, PermissionName } from '../../parts/names'
import { PathOf, usePathText } from '../../parts/paths'
import type { LevelKey } from '../../snapshot/directory'
import { useHeld } from '../../snapshot/held'
import type { Differing, Grant } from './differing'
import type { Path } from 'rolepack/full'

/** What a change brings and takes. */
export function Difference({ user, differing }: { user: string; differing: Differing }) {
  const { gained, lost, moved, otherwise } = differing
  const { directory } = useHeld()
  const pathText = usePathText()
  const rows = [
    ...gained.map((grant) => ({ ...grant, what: 'gained' })),
    ...lost.map((grant) => ({ ...grant, what: 'lost' })),
    ...moved.map((grant) => ({ ...grant, what: 'reaches differently' })),
  ]
  const nothing = rows.length === 0
  return (
    <div class="difference">
      <div class="above">
        <p class="sum-up" role="status">
          {nothing ? 'Nothing more and nothing less.' : `${gained.length} more, ${lost.length} fewer${moved.length ? `, ${moved.length} within other levels` : ''}.`}
          {otherwise > 0 && <span class="dim"> {otherwise} are held in other ways than before, and reach as far.</span>}
        </p>
        <Actions
          file={`what-if-${user}`}
          rows={rows}
          columns={[
            { title: 'Person', text: () => user },
            { title: 'Change', text: (row) => row.what },
            { title: 'Feature area', text: (row) => row.area },
            { title: 'Permission', text: (row) => row.permission },
            { title: 'Right', text: (row) => row.right ?? '' },
            { title: 'Title', text: (row) => directory.title(row.permission) },
            { title: 'Before', text: (row) => pathText(row.before) },
            { title: 'After', text: (row) => pathText(row.after) },
          ]}
        />
      </div>
      <Changes title="Gains" sign="+" grants={gained} />
      <Changes title="Loses" sign="−" grants={lost} />
      <Changes title="Reaches differently" sign="±" grants={moved} />
    </div>
  )
}

function Changes({ title, sign, grants }: { title: string; sign: string; grants: readonly Grant[] }) {
  const { directory } = useHeld()
  if (grants.length === 0) return null
  const areas = [...Map.groupBy(grants, ({ area }) => area)]
  return (
    <section class="diff" data-sign={sign}>
      <h2>
        {title} <span class="figures">{grants.length}</span>
      </h2>
      {areas.map(([area, grants]) => (
        <div key={area} class="diff-area">
          <h3>
            <bdi>{directory.area(area)}</bdi>
          </h3>
          <ul class="grants">
            {grants.map((grant, at) => (
              <li key={`${grant.permission} ${grant.right}`}>
                <span class="what">
                  <span class="sign" aria-hidden="true">
                    {sign}
                  </span>
                  <PermissionName id={grant.permission} />
                  {grant.right && <span class="right">{grant.right}</span>}
                </span>
                <span class="through">{sign === '±' ? <Levels {...grant} /> : !same(grant, grants[at - 1], sign) && <PathOf path={(sign === '+' ? grant.after : grant.before)[0]!} />}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Whether it is held as the one above is, so that it need not be said again. */
function same(grant: Grant, above: Grant | undefined, sign: string): boolean {
  const path = ({ before, after }: Grant) => JSON.stringify((sign === '+' ? after : before)[0])
  return above !== undefined && path(grant) === path(above)
}

function Levels({ before, after }: Grant) {
  return (
    <span class="path">
      <Reach paths={before} /> <span aria-label="then">→</span> <Reach paths={after} />
    </span>
  )
}

function Reach({ paths }: { paths: readonly Path[] }) {
  const levels = [...new Map(paths.map(({ level }) => [level ? `${level.company}/${level.key}` : '', level])).values()]
  return (
    <span>
      {levels.map((level: LevelKey | undefined, at) => (
        <span key={at}>
          {at > 0 && ', '}
          {level ? <LevelName level={level} /> : 'own levels'}
        </span>
      ))}
    </span>
  )
}
