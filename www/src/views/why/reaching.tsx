import { useMemo } from 'preact/hooks'
import { LevelName } from '../../parts/names'
import { dimensionName } from '../../parts/scope'
import { useHeld } from '../../snapshot/held'
import type { Options } from './answer'

/** Values of one dimension that are named at once; who wants the rest opens the level. */
const MOST = 8

/** Where else it is granted, one level after another: what two levels cover never adds up. */
export function Reaching({ user, permission, options }: { user: string; permission: string; options: Options }) {
  const { access } = useHeld()
  const { resource: _, ...anywhere } = options
  const answer = useMemo(() => access.reach(user, permission, undefined, anywhere), [access, user, permission, options])
  if (!('boxes' in answer)) return null
  return (
    <section class="part">
      <h2>How far it reaches</h2>
      {answer.boxes.length === 0 && <p class="dim">To no place that can be named: it is held, and no level covers anything.</p>}
      <ul class="boxes">
        {answer.boxes.map(({ level, covers }) => (
          <li key={`${level.company}/${level.key}`}>
            <LevelName level={level} />
            <dl>
              {Object.entries(covers).map(([dimension, values]) => (
                <div key={dimension}>
                  <dt>
                    <bdi>{dimensionName(dimension)}</bdi>
                  </dt>
                  <dd>
                    <bdi>{values.includes('*') ? 'all' : values.slice(0, MOST).join(', ') || 'none'}</bdi>
                    {values.length > MOST && !values.includes('*') && ` and ${values.length - MOST} more`}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </section>
  )
}
