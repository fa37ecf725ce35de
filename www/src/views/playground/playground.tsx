import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../../parts/failure'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import { begin, draftOf, type Draft } from './draft'
import { Desk } from './desk'
import './playground.css'

/** The source, to be edited; and what comes of it. Nothing that is open changes by it. */
export function PlaygroundView() {
  const held = useHeld()
  const [draft, setDraft] = useState<Draft | undefined>(() => draftOf(held))
  const [refusal, setRefusal] = useState<Refusal>()
  useTitle('Playground')
  const start = () => {
    begin(held).then(setDraft, (error: unknown) => setRefusal(refusalOf(error)))
  }
  useEffect(() => {
    if (held.source && !draft) start()
  }, [held])
  if (refusal) return <Failure refusal={refusal} />
  return (
    <>
      <header class="view-head">
        <h1>Playground</h1>
        <p>Change the source and see what is wrong with it, and which answers change. What is open stays as it is, and nothing is saved until you take it away.</p>
      </header>
      {draft ? (
        <Desk draft={draft} />
      ) : held.source ? (
        <p class="dim" role="status">
          Reading the source…
        </p>
      ) : (
        <FromSnapshot missing={held.missing} start={start} />
      )}
    </>
  )
}

function FromSnapshot({ missing, start }: { missing: readonly string[]; start: () => void }) {
  const [busy, setBusy] = useState(false)
  return (
    <section class="from-snapshot">
      <p>A snapshot is open, and its source is not. What it holds can be written out as one, and edited; it lacks what snapshots leave out:</p>
      <ul>
        {missing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p>
        <button
          type="button"
          class="plain"
          disabled={busy}
          onClick={() => {
            setBusy(true)
            start()
          }}
        >
          Write it out as a source
        </button>
      </p>
    </section>
  )
}
