import { useRoute } from '../../shell/route'
import { AllGroups } from './all'
import { OneGroup } from './one'

/** All groups of identity providers that are mapped, or one of them. */
export function GroupView() {
  const { thing } = useRoute()
  return thing === undefined ? <AllGroups /> : <OneGroup key={thing} name={thing} />
}
