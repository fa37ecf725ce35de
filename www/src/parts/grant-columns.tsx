import type { Directory } from '../snapshot/directory'
import { PermissionName } from './names'
import type { Column } from './table'

/** What says which grant a row is of: its feature area, the permission, and the right. `share`: how wide the permission stands beside the others. */
export function grantColumns(directory: Directory, share: number): [area: Column<Granted>, permission: Column<Granted>, right: Column<Granted>] {
  return [
    { title: 'Feature area', text: ({ area }) => directory.area(area), cell: ({ area }) => <bdi>{directory.area(area)}</bdi> },
    {
      title: 'Permission',
      share,
      text: ({ permission }) => permission,
      cell: ({ permission, right }) => (
        <span>
          <PermissionName id={permission} /> {right && <span class="right">{right}</span>}
        </span>
      ),
    },
    { title: 'Right', text: ({ right }) => right ?? '' },
  ]
}

interface Granted {
  readonly area: string
  readonly permission: string
  readonly right?: string | undefined
}
