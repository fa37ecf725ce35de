import { setDiagnostics } from '@codemirror/lint'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'preact/hooks'
import type { Shown } from '../../snapshot/refusal'
import type { Draft } from './draft'
import { diagnosticsOf } from './marks'

/** Where the reader wants to be led; another object leads there once more. */
export interface Goal {
  readonly file: string
  readonly line: number
  readonly column: number
}

interface Props {
  readonly draft: Draft
  readonly name: string
  /** Those of this file. */
  readonly problems: readonly Shown[]
  readonly goal: Goal | undefined
  readonly changed: () => void
}

/** The text of one file, its problems at their lines. It stands in a shadow root, which takes style sheets that a strict policy refuses in the page. */
export function Editor({ draft, name, problems, goal, changed }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const told = useRef(changed)
  told.current = changed

  useEffect(() => {
    const host = place.current!
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
    const made = new EditorView({
      state: draft.state(name),
      root,
      parent: root,
      dispatchTransactions: (transactions, view) => {
        view.update(transactions)
        draft.keep(name, view.state)
        if (transactions.some(({ docChanged }) => docChanged)) told.current()
      },
    })
    view.current = made
    return () => {
      made.destroy()
      view.current = null
    }
  }, [draft, name])

  useEffect(() => {
    const editor = view.current
    if (editor) editor.dispatch(setDiagnostics(editor.state, diagnosticsOf(editor.state.doc, problems)))
  }, [draft, name, problems])

  useEffect(() => {
    const editor = view.current
    if (!editor || goal?.file !== name) return
    const [at] = diagnosticsOf(editor.state.doc, [{ code: '', message: '', line: goal.line, column: goal.column }])
    if (at) editor.dispatch({ selection: { anchor: at.from }, effects: EditorView.scrollIntoView(at.from, { y: 'center' }) })
    editor.focus()
  }, [draft, name, goal])

  return <div class="editor" ref={place} />
}
