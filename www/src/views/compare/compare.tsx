import { useState } from 'preact/hooks'
import { Failure } from '../../parts/failure'
import { Waiting } from '../../parts/waiting'
import { amend, href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { Choose } from './choose'
import { pick, useComparison } from './other'
import { Result } from './result'
import './compare.css'

/** Two versions of one organisation: who gained, who lost what, and because of which change. */
export function CompareView() {
  const held = useHeld()
  const { query } = useRoute()
  const [round, setRound] = useState(0)
  const asked = query.get('with') ?? undefined
  const isNewer = query.get('newer') === 'yes'
  const answer = useComparison(held, asked, isNewer, round)
  useTitle('Compare')
  const again = () => {
    pick(held, undefined)
    setRound(round + 1)
  }
  const sides = [held.name, answer?.name ?? '']
  const [before, after] = isNewer ? sides : [...sides].reverse()
  return (
    <>
      <header class="view-head">
        <h1>Compare</h1>
        {answer ? (
          <p class="sides">
            From <b><bdi>{before || 'the other'}</bdi></b> to <b><bdi>{after || 'the other'}</bdi></b>
            <span class="actions">
              {!answer.refusal && (
                <>
                  <button type="button" class="plain" onClick={() => amend({ newer: isNewer ? undefined : 'yes' })}>
                    The other way round
                  </button>
                  <Another again={again} />
                </>
              )}
            </span>
          </p>
        ) : (
          <p>Who gained and who lost what between two versions, and because of which change. Names and texts are not compared.</p>
        )}
      </header>
      {!answer ? (
        <Choose
          take={(given) => {
            pick(held, given)
            setRound(round + 1)
          }}
        />
      ) : answer.refusal ? (
        <Failure refusal={answer.refusal} under>
          <Another again={again} />
        </Failure>
      ) : answer.comparison ? (
        <Result comparison={answer.comparison} />
      ) : (
        <Waiting>
          <p>Comparing. Large organisations take a while; the page can be used meanwhile.</p>
        </Waiting>
      )}
    </>
  )
}

/** To another choice. */
function Another({ again }: { again: () => void }) {
  return (
    <a class="plain" href={href('compare')} onClick={again}>
      Another
    </a>
  )
}
