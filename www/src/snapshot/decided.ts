// What was decided about the rows of a review, as it is kept and as it crosses: a letter a row, for there may be hundreds of thousands.
import type { ReviewDecision } from 'rolepack/author'

export type Decision = 'keep' | 'revoke'

export interface Decided {
  /** By row: `k` is kept, `r` is revoked, anything else is not decided yet. */
  readonly letters: string
  /** By the places of their rows. */
  readonly comments: ReadonlyMap<number, string>
  readonly reviewer: string
}

export const LETTERS: Readonly<Record<Decision, string>> = { keep: 'k', revoke: 'r' }
export const UNDECIDED = '.'

export function decisionOf(letter: string | undefined): Decision | undefined {
  return letter === LETTERS.keep ? 'keep' : letter === LETTERS.revoke ? 'revoke' : undefined
}

/** By row, as the CSV file has them. Nobody decided what is only commented on. */
export function decisionsOf({ letters, comments, reviewer }: Decided): (ReviewDecision | undefined)[] {
  return Array.from(letters, (letter, place) => {
    const [decision, comment = ''] = [decisionOf(letter), comments.get(place)]
    return decision || comment ? { decision, comment, reviewer: decision && reviewer.trim() ? reviewer.trim() : undefined } : undefined
  })
}
