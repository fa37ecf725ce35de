// Which permission, and which right of it, something is asked about: kept in the address.
import { amend, useRoute } from '../shell/route'
import type { Permission } from '../snapshot/directory'
import { useHeld } from '../snapshot/held'
import { matcher } from '../snapshot/plain'
import { Combobox } from './combobox'
import { PickRight } from './pick-right'

export interface AskedPermission {
  readonly permission: Permission
  readonly right: string | undefined
}

/** The first by title where the address names none that there is. */
export function useAskedPermission(): AskedPermission | undefined {
  const { directory } = useHeld()
  const { query } = useRoute()
  const permission = directory.permission(query.get('permission') ?? '') ?? directory.permissions[0]
  if (!permission) return undefined
  const { rights } = permission
  return { permission, right: rights.includes(query.get('right') ?? '') ? query.get('right')! : rights[0] }
}

export function PickPermission({ asked: { permission, right } }: { asked: AskedPermission }) {
  const { directory } = useHeld()
  const find = (query: string) => {
    const matches = matcher(query)
    return directory.permissions
      .filter(({ key, title }) => matches(`${title} ${key}`))
      .slice(0, 100)
      .map(({ key, title }) => ({ id: key, name: title, note: key }))
  }
  return (
    <>
      <Combobox label="Permission" value={permission.title} chosen={permission.key} find={find} pick={(key) => amend({ permission: key, right: undefined })} />
      {right !== undefined && <PickRight rights={permission.rights} value={right} />}
    </>
  )
}
