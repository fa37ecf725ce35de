import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey } from '../register.js'
import type { Place } from '../types.js'
import { answerOf, type Answer } from '../ui/answer.js'
import type { Given, Whose } from '../ui/given.js'
import { Answers } from '../ui/answers.js'
import { call } from './call.js'
import { rescue } from './focus.js'
import { questionOf, saidBy, type Said } from './question.js'
import { shower, type Reasons, type Shown } from './show.js'
import { suppress } from './suppress.js'

export interface PageOptions extends Whose {
  /** What is gated: the document, unless a shadow root is given. */
  readonly root?: (Document | ShadowRoot) & { [GATED]?: true }
  /** What is said of what is denied, where an element has no `data-can-reason`. */
  readonly reasons?: Reasons
}

/** What is gated. */
export interface GatedPage {
  /** Answers from something else from now on; of nothing all of it is loading. */
  hold(access?: Given, whose?: Whose): void
  /** May the user do that? For what is not said in attributes. */
  ask<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Answer
}

/**
 * Gates every element that has `data-can`, now and whenever one comes or changes. Throws a TypeError where the call is wrong, and then all of it is loading; or where
 * this is gated already.
 */
export function gatePage(access?: Given, { root = document, reasons = {}, ...whose }: PageOptions = {}): GatedPage {
  if (root[GATED]) throw new TypeError('gated already')
  root[GATED] = true
  let holding: Answers
  let end: (() => void) | undefined
  const seen = new WeakMap<Element, Shown>()
  const show = shower(root, reasons)

  const ask = (said: Said) => holding.ask(...questionOf(said))

  const look = (records: News[] = [{ target: root, addedNodes: [root], removedNodes: [] }]) => {
    // Before anything is written: what is asked for later would lay out the page.
    const focused = root.activeElement
    // Many ask the same.
    const answers = new Map<string, Answer>()
    // What is written here is no news, and quicker done where nobody takes it down. What custom elements make of it is.
    watch({ attributeFilter: ['data-can'] })
    for (const element of [...records, ...observer.takeRecords()].flatMap(concerned)) {
      try {
        const last = seen.get(element) ?? {}
        const said = saidBy(element)
        if ('data-can' in said) {
          const text = JSON.stringify(said)
          const answer = answers.get(text) ?? ask(said)
          answers.set(text, answer)
          seen.set(element, last)
          show(element, said, answer, last)
        } else if (seen.delete(element)) show(element, said, answerOf('granted'), last)
      } catch (error) {
        // What cannot be shown at one leaves no other as it was.
        console.error(error)
      }
    }
    watch({ attributes: true })
    rescue(root, focused)
  }
  const observer = new MutationObserver(look)
  const watch = (more: MutationObserverInit) => observer.observe(root, { subtree: true, childList: true, ...more })
  const hold = (next?: Given, of?: Whose) => {
    // Nothing answers where what is given is refused.
    holding = new Answers()
    try {
      holding = new Answers(next, of)
    } finally {
      end?.()
      end = holding.listen(() => look())
      look()
    }
  }

  suppress(root, (element) => !ask(saidBy(element)).allowed)
  hold(access, whose)
  return {
    hold,
    ask: (permission, options?: object) => holding.ask(permission, options),
  }
}

/** Two would write against each other, be they of two copies of this. */
const GATED: unique symbol = Symbol.for('rolepack.gated')

interface News {
  readonly target: Node
  readonly addedNodes: Iterable<Node>
  readonly removedNodes: Iterable<Node>
}

/** The elements of which a record says something. */
function concerned({ target, addedNodes, removedNodes }: News): Element[] {
  return [target, ...[...addedNodes, ...removedNodes].flatMap((node) => [node, ...(call(node, 'querySelectorAll', '[data-can]') ?? [])])] as Element[]
}
