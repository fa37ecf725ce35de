import { useRoute } from '../../shell/route'
import { AllRoles } from './all'
import { OneRole } from './one'
import './role.css'

/** All roles in one picture, or one of them. */
export function RoleView() {
  const { thing } = useRoute()
  return thing === undefined ? <AllRoles /> : <OneRole key={thing} id={thing} />
}
