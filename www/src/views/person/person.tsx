import { useRoute } from '../../shell/route'
import { Everybody } from './everybody'
import { Somebody } from './somebody'
import './person.css'

/** Everybody, or one of them. */
export function PersonView() {
  const { thing } = useRoute()
  return thing === undefined ? <Everybody /> : <Somebody key={thing} id={thing} />
}
