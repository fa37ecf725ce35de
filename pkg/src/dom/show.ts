import type { Reason } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { call } from './call.js'
import type { Said } from './question.js'

/** What is said to whom it is denied, by reason: mostly `not-granted` and `out-of-scope`; `not-in-snapshot` where nothing may answer. */
export type Reasons = { readonly [reason in Reason]?: string }

/** What was last shown at an element, and its own note. */
export interface Shown {
  state?: string
  note?: HTMLElement
}

const NAME = 'rolepack-reason'
let told = 0

/**
 * What shows an answer. `data-can-else` says what becomes of what is not allowed: `disable`, with its reason for assistive technology; `explain`, with the reason to
 * be read after it; otherwise it is hidden. What the page itself hides or disables, until there is an answer or after it was shown, stays so until there is another.
 */
export function shower(root: Document | ShadowRoot, reasons: Reasons): (element: Element, said: Said, answer: Answer, last: Shown) => void {
  /** One note for all that are told the same. */
  const notes = new Map<string, HTMLElement>()

  return (element, said, { allowed, reason }, last) => {
    const way = said['data-can-else']
    const beside = way === 'explain'
    const disabled = !allowed && (beside || way === 'disable')
    const state = `${way}${reason}`
    const anew = !!reason && last.state !== state
    last.state = state
    put(element, 'hidden', !allowed && !disabled && '', anew)
    // Nothing that happens at an option can be kept from happening.
    put(element, 'disabled', !allowed && /^OPT/.test(element.tagName) && '', anew)
    put(element, 'aria-disabled', disabled && 'true', anew)

    const text = disabled && reason && element.isConnected && (said['data-can-reason'] ?? reasons[reason] ?? 'You may not do this.')
    const ids = (call(element, 'getAttribute', 'aria-describedby') ?? '').split(' ').filter((id) => id && !id.startsWith(NAME))
    if (!text || !beside) last.note?.remove()
    if (text) {
      let note = beside ? last.note : notes.get(text)
      if (!note) {
        note = call(document, 'createElement', 'span')!
        note.className = NAME
        note.id = NAME + told++
        if (beside) last.note = note
        else notes.set(text, note)
      }
      if (note.textContent !== text) note.textContent = text
      if (beside) element.nextSibling === note || call(element, 'after', note)
      else if (!note.isConnected) {
        note.hidden = true
        call((root as Document).body ?? root, 'append', note)
      }
      ids.push(note.id)
    }
    put(element, 'aria-describedby', ids.join(' ') || false)
  }
}

/** Sets an attribute where it differs, or takes it away where the value is false. */
function put(element: Element, name: string, value: string | false, away = true): void {
  if (value === false) away && call(element, 'removeAttribute', name)
  else if (call(element, 'getAttribute', name) !== value) call(element, 'setAttribute', name, value)
}
