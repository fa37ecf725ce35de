import type { Role } from '../snapshot/directory'
import { Tag } from './tag'

/** What sets a role apart: that it attaches to people only, or counts for one way of signing in. */
export function RoleTags({ role }: { role: Role | undefined }) {
  return (
    <>
      {role?.system && <Tag>system</Tag>} {role && role.applyTo !== 'loginAndSlideIn' && <Tag>{role.applyTo === 'slideIn' ? 'kiosk only' : 'login only'}</Tag>}
    </>
  )
}
