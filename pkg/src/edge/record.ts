import type { Decision, Resource } from '../types.js'
import type { Asking } from './caller.js'
import type { Need } from './rule.js'

/** One decision, as JSON has it: a line of what `rolepack replay` reads. */
export interface DecisionRecord extends Decision {
  /** When, by RFC 3339. */
  readonly time: string
  /** As it came: HEAD too. */
  readonly method: string
  /** The path of the route: `/runs/:id`. */
  readonly route: string
  readonly mode: 'enforce' | 'observe'
  /** All that was asked, as `rolepack check --requests` reads it. */
  readonly request: AskedRequest
}

/** A request to a snapshot. */
export interface AskedRequest extends Asking, Need {
  readonly resource?: Resource
}

/** One refusal, whether or not it came to a decision. */
export interface RefusalRecord {
  readonly time: string
  readonly method: string
  /** Undefined where no route matched. */
  readonly route: string | undefined
  readonly mode: 'enforce' | 'observe'
  /** What is answered, or would be. */
  readonly status: number
  /** The code of the refusal, or the reason of the decision. */
  readonly reason: string
  /** What was wrong, for the operator. */
  readonly message: string
  /** Who asked, as far as it was found out. */
  readonly user: string | undefined
  readonly organization: string | undefined
}

/** Where and when a request was judged. */
export interface Occasion {
  readonly method: string
  readonly pattern: string | undefined
  readonly mode: 'enforce' | 'observe'
}

export function decisionRecord(occasion: Occasion, request: AskedRequest, decision: Decision): DecisionRecord {
  return { ...stamp(occasion), route: pathOf(occasion) ?? '', ...decision, request }
}

export function refusalRecord(occasion: Occasion, told: Pick<RefusalRecord, 'status' | 'reason' | 'message' | 'user' | 'organization'>): RefusalRecord {
  return { ...stamp(occasion), route: pathOf(occasion), ...told }
}

function stamp({ method, mode }: Occasion) {
  return { time: new Date().toISOString(), method, mode }
}

function pathOf({ pattern }: Occasion): string | undefined {
  return pattern?.slice(pattern.indexOf(' ') + 1)
}
