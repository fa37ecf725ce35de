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

/** Nothing is known yet. */
export const PENDING: Answer = Object.freeze({ allowed: false, pending: true, reason: undefined })

/** Allowed. */
export const GRANTED: Answer = Object.freeze({ allowed: true, pending: false, reason: 'granted' })

const DENIED = new Map<Reason, Answer>()

/** Denied for a reason. */
export function denied(reason: Reason): Answer {
  let answer = DENIED.get(reason)
  if (!answer) DENIED.set(reason, (answer = Object.freeze({ allowed: false, pending: false, reason })))
  return answer
}
