import { Quoting } from '../../parts/problems'
import type { Refusal, Shown } from '../../snapshot/refusal'

/** What keeps the text from packing, each problem leading to its place. */
export function Wrong({ refusal, busy, lead }: { refusal: Refusal | undefined; busy: boolean; lead: (problem: Shown) => void }) {
  const count = refusal ? Math.max(1, refusal.count) : 0
  return (
    <section class="wrong" aria-label="Problems" aria-busy={busy}>
      <h2>
        Problems <span class="figures">{count.toLocaleString('en')}</span>
      </h2>
      <p class="dim" role="status">
        {count === 0 ? (busy ? 'Packing…' : 'None: it packs.') : `${count === 1 ? 'One problem keeps' : `${count.toLocaleString('en')} problems keep`} it from packing.`}
      </p>
      {refusal && (
        <ul class="problems">
          {(refusal.problems.length ? refusal.problems : [refusal]).map((problem, at) => (
            <li key={at}>
              <p class="what">
                <Quoting text={problem.message} />
              </p>
              <Place problem={problem} lead={lead} />
              {problem.help && (
                <p class="help">
                  <Quoting text={problem.help} />
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {refusal && refusal.count > refusal.problems.length && <p class="dim">The first {refusal.problems.length} are shown.</p>}
    </section>
  )
}

function Place({ problem, lead }: { problem: Shown; lead: (problem: Shown) => void }) {
  const { file, line, column } = problem
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  if (!place) return null
  if (line === undefined) return <p class="place">{place}</p>
  return (
    <button type="button" class="place" onClick={() => lead(problem)}>
      {place}
    </button>
  )
}
