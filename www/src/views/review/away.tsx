import { useRef, useState } from 'preact/hooks'
import { Button } from '../../parts/button'
import { save } from '../../parts/csv'
import { Problems, Quoting } from '../../parts/problems'
import { useHeld, type Source } from '../../snapshot/held'
import type { Applied } from '../../snapshot/protocol'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import type { Session } from './session'

type Outcome = { readonly applied: Applied } | { readonly refusal: Refusal } | Busy

interface Busy {
  readonly busy: string
  /** So many rows are written. */
  readonly written: number
}

/** The review as CSV; of a source, the changed files and the evidence, as `rolepack review apply` writes them. */
export function Away({ session, changed }: { session: Session; changed: () => void }) {
  const { source, desk, access } = useHeld()
  const [outcome, setOutcome] = useState<Outcome>()
  const [reviewer, setReviewer] = useState(session.kept.reviewer)
  const [sure, setSure] = useState(false)
  const { rows, decided } = session.tally()
  const file = `${access.organization}-review`
  const busy = outcome && 'busy' in outcome ? outcome : undefined
  const last = useRef(0)
  const show = (outcome: Outcome | undefined) => {
    last.current++
    setOutcome(outcome)
  }
  /** What comes of it is not shown once something else was done. */
  const follow = (busy: string, work: (table: Blob) => Promise<Outcome | undefined> | Outcome | undefined) => {
    show({ busy, written: 0 })
    const mine = last.current
    const told = (outcome: Outcome | undefined) => mine === last.current && show(outcome)
    const written = (written: number) => mine === last.current && setOutcome({ busy, written })
    session.table(desk, written).then(work).then(told, (error: unknown) => told({ refusal: refusalOf(error) }))
  }
  const away = (table: Blob) => {
    save(`${file}.csv`, table)
    return outcome
  }
  const apply = ({ files }: Source) => async (table: Blob) => ({ applied: await desk.ask('apply', [files, table, session.review.at]) })
  return (
    <section class="away" aria-labelledby="away">
      <h2 id="away">Take it away</h2>
      <label class="field">
        Reviewer
        <input
          type="text"
          dir="auto"
          autocomplete="name"
          value={reviewer}
          placeholder="Who decides: a name or an id"
          onInput={(event) => {
            setReviewer(event.currentTarget.value)
            session.kept.reviewer = event.currentTarget.value
            show(undefined)
          }}
        />
      </label>
      <p class="ways">
        <Button off={busy !== undefined} act={() => follow('Writing the review…', away)}>
          The review as CSV
        </Button>
        {source && (
          <Button off={busy !== undefined || rows === 0 || decided < rows || !reviewer.trim()} act={() => follow('Putting the decisions into the source…', apply(source))}>
            Put the decisions into the source
          </Button>
        )}
        <Button
          off={decided === 0}
          leave={() => setSure(false)}
          act={() => {
            if (!sure) return setSure(true)
            session.kept.forget()
            setSure(false)
            show(undefined)
            changed()
          }}
        >
          {sure ? `Forget ${decided.toLocaleString('en')} ${decided === 1 ? 'decision' : 'decisions'}: sure?` : 'Forget what was decided'}
        </Button>
      </p>
      <p class="dim" role="status">
        {!session.kept.isKept
          ? 'This browser keeps nothing, or has no room left: take the review away as CSV before you leave.'
          : busy
            ? busy.busy
            : rows === 0
              ? 'There is nothing to decide.'
              : source && decided < rows
                ? `${(rows - decided).toLocaleString('en')} to be decided before they can be put into the source.`
                : source && !reviewer.trim()
                  ? 'Say who decided.'
                  : 'Kept in this browser until it is forgotten.'}
      </p>
      {/* Once all rows are written, nobody knows how far it is. */}
      {busy && rows > 0 && <progress aria-label="Rows that are written" max={rows} {...(busy.written < rows && { value: busy.written })} />}
      {outcome && 'refusal' in outcome && (
        <div class="remark bad" role="alert">
          <p>
            <Quoting text={outcome.refusal.message} />
          </p>
          <Problems problems={outcome.refusal.problems} count={outcome.refusal.count} />
        </div>
      )}
      {outcome && 'applied' in outcome && <Done applied={outcome.applied} file={file} />}
    </section>
  )
}

function Done({ applied: { files, evidence }, file }: { applied: Applied; file: string }) {
  const changed = Object.entries(files)
  return (
    <div class="done remark" role="status">
      <p>
        {evidence.kept.toLocaleString('en')} kept, {evidence.revoked.toLocaleString('en')} revoked.{' '}
        {changed.length === 0 ? 'Nothing changes in the source.' : changed.length === 1 ? 'One file of the source changes.' : `${changed.length} files of the source change.`}
      </p>
      {(evidence.notReviewed?.length ?? 0) > 0 && <p>{evidence.notReviewed!.length} held now had no row in the review, and stay; the evidence lists them.</p>}
      <p class="ways">
        <button type="button" class="plain" onClick={() => save(`${file}.evidence.json`, new Blob([`${JSON.stringify(evidence, null, 2)}\n`], { type: 'application/json' }))}>
          The evidence
        </button>
        {changed.map(([name, content]) => (
          <button key={name} type="button" class="plain" onClick={() => save(name.split('/').at(-1)!, content)}>
            <bdi>{name}</bdi>, changed
          </button>
        ))}
      </p>
    </div>
  )
}
