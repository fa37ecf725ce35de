// A source while it is edited. What was typed stays while other views are looked at.
import { EditorState, type Text } from '@codemirror/state'
import type { Held } from '../../snapshot/held'
import type { Blobs, Texts } from '../../snapshot/protocol'
import { textsOf } from '../../snapshot/texts'
import { editing } from './editing'

interface Open {
  readonly before: Text
  state: EditorState
}

export class Draft {
  /** As of when assignments with times are packed. */
  readonly at: number
  readonly names: readonly string[]
  readonly #before: Blobs
  readonly #texts: Texts
  readonly #open = new Map<string, Open>()
  /** What was packed last, by file, so that only what was typed into is written anew. */
  readonly #written = new Map<string, { readonly doc: Text; readonly blob: Blob }>()

  constructor(before: Blobs, texts: Texts, at: number) {
    this.at = at
    this.names = Object.keys(texts).sort()
    this.#before = before
    this.#texts = texts
  }

  /** A file as it stands in the editor, with what can be undone. */
  state(name: string): EditorState {
    return this.#opened(name).state
  }

  keep(name: string, state: EditorState): void {
    this.#opened(name).state = state
  }

  /** As it was opened, once more. */
  forget(name: string): void {
    this.#open.delete(name)
  }

  isChanged(name: string): boolean {
    const open = this.#open.get(name)
    return open !== undefined && !open.state.doc.eq(open.before)
  }

  get changed(): string[] {
    return this.names.filter((name) => this.isChanged(name))
  }

  get size(): number {
    return this.names.reduce((sum, name) => sum + this.#before[name]!.size, 0)
  }

  /** A file that was not typed into stays as it was, to the byte. */
  blob(name: string): Blob {
    const open = this.#open.get(name)
    if (!open || open.state.doc.eq(open.before)) return this.#before[name]!
    const { doc } = open.state
    const written = this.#written.get(name)
    if (written?.doc === doc) return written.blob
    const blob = new Blob([open.state.sliceDoc()])
    this.#written.set(name, { doc, blob })
    return blob
  }

  get blobs(): Blobs {
    return Object.fromEntries(this.names.map((name) => [name, this.blob(name)]))
  }

  #opened(name: string): Open {
    const there = this.#open.get(name)
    if (there) return there
    const state = EditorState.create({ doc: this.#texts[name] ?? '', extensions: editing(name, this.#texts[name] ?? '') })
    const open = { before: state.doc, state }
    this.#open.set(name, open)
    return open
  }
}

const drafts = new WeakMap<Held, Draft>()

/** That of what is open, if somebody began one. */
export function draftOf(held: Held): Draft | undefined {
  return drafts.get(held)
}

/** A snapshot is edited as the source that it holds. Rejects with a `Refused`. */
export async function begin(held: Held): Promise<Draft> {
  const { source, bytes, desk, access } = held
  const before: Blobs = source?.files ?? { [`${access.organization}.json`]: await desk.ask('write', [bytes]) }
  const draft = drafts.get(held) ?? new Draft(before, await textsOf(before), source?.at ?? Date.now())
  drafts.set(held, draft)
  return draft
}
