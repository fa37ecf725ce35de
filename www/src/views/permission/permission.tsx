import { useRoute } from '../../shell/route'
import { AllPermissions } from './all'
import { OnePermission } from './one'
import './permission.css'

/** All permissions, or one of them. */
export function PermissionView() {
  const { thing } = useRoute()
  return thing === undefined ? <AllPermissions /> : <OnePermission key={thing} id={thing} />
}
