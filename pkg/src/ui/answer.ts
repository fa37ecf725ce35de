import type { Reason } from '../types.js'

/** What a control has to know of a permission: loading, allowed or denied. The same object for as long as the answer is the same. */
export interface Answer {
  /** True exactly when there is a yes: never while loading. */
  readonly allowed: boolean
  /** Whether there is nothing yet to answer from. */
  readonly pending: boolean
  /** Why; undefined while loading. */
  readonly reason: Reason | undefined
}

/** The answer of a reason; of none it is loading. */
export function answerOf(reason?: Reason): Answer {
  let answer = ANSWERS.get(reason)
  if (!answer) ANSWERS.set(reason, (answer = Object.freeze({ allowed: reason === 'granted', pending: !reason, reason })))
  return answer
}

const ANSWERS = new Map<Reason | undefined, Answer>()
