import { useMemo, useState } from 'preact/hooks'
import { amend, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import type { Shown } from '../../snapshot/refusal'
import { Away } from './away'
import type { Draft } from './draft'
import { Editor, type Goal } from './editor'
import { usePacked } from './packing'
import { Questions } from './questions'
import { Wrong } from './wrong'

const NONE: readonly Shown[] = []

/** The editor, what is wrong beneath it, and the questions beside it. */
export function Desk({ draft }: { draft: Draft }) {
  const held = useHeld()
  const { query } = useRoute()
  const packed = usePacked(draft)
  const [, typed] = useState(0)
  const [undone, setUndone] = useState(0)
  const [goal, setGoal] = useState<Goal>()
  const asked = query.get('file') ?? ''
  const name = draft.names.includes(asked) ? asked : preferred(draft.names)
  const { refusal } = packed
  const problems = useMemo(() => refusal?.problems.filter(({ file }) => file === name) ?? NONE, [refusal, name])
  const { changed } = draft
  const change = () => {
    typed((count) => count + 1)
    packed.again()
  }
  return (
    <div class="desk">
      <div class="writing">
        <div class="files">
          <label class="field">
            File
            <select value={name} onChange={(event) => amend({ file: event.currentTarget.value })}>
              {draft.names.map((file) => (
                <option key={file} value={file}>
                  {file}
                  {changed.includes(file) ? ' (changed)' : ''}
                </option>
              ))}
            </select>
          </label>
          <Away
            draft={draft}
            name={name}
            packs={!refusal && !packed.busy}
            undo={() => {
              draft.forget(name)
              setUndone(undone + 1)
              change()
            }}
          />
        </div>
        <Editor key={`${name}\n${undone}`} draft={draft} name={name} problems={problems} goal={goal} changed={change} />
        <p class="keys dim">
          Tab leaves the editor; <kbd>Ctrl F</kbd> finds, <kbd>F8</kbd> goes to the next problem.
        </p>
        <Wrong
          refusal={refusal}
          busy={packed.busy}
          lead={({ file = name, line, column = 1 }) => {
            if (line === undefined) return
            if (file !== name) amend({ file })
            setGoal({ file, line, column })
          }}
        />
      </div>
      <Questions access={packed.access ?? held.access} stale={refusal !== undefined} />
    </div>
  )
}

/** People are what is changed most. */
function preferred(names: readonly string[]): string {
  return names.find((name) => /^users[^/]*\.(json|ya?ml|csv|jsonl)$/i.test(name)) ?? names[0] ?? ''
}
