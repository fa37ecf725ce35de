import { useRoute } from '../../shell/route'
import { AllLevels } from './all'
import { OneLevel } from './one'
import './level.css'

/** All levels and the places that they cover, or one of them. */
export function LevelView() {
  const { thing } = useRoute()
  return thing === undefined ? <AllLevels /> : <OneLevel key={thing} id={thing} />
}
