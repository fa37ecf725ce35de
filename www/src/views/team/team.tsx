import { useRoute } from '../../shell/route'
import { AllTeams } from './all'
import { OneTeam } from './one'

/** All teams, or one of them. */
export function TeamView() {
  const { thing } = useRoute()
  return thing === undefined ? <AllTeams /> : <OneTeam key={thing} id={thing} />
}
