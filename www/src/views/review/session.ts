// A review that somebody goes through: its rows, and what was decided so far.
import type { ReviewOrder, ReviewRow } from 'rolepack/author'
import type { Decision } from '../../snapshot/decided'
import type { Held } from '../../snapshot/held'
import type { Reviewed, Reviewing } from '../../snapshot/protocol'
import { Kept } from './kept'

export interface Tally {
  readonly rows: number
  readonly decided: number
  readonly revoked: number
}

export class Session {
  readonly review: Reviewed
  readonly stamp: string
  /** Groups that give roles, which no row is about. */
  readonly mappings: number
  /** The places of the rows, by what they are sorted by. */
  readonly groups: ReadonlyMap<string, Uint32Array>
  readonly kept: Kept
  readonly #rows: readonly string[]
  readonly #circles: Uint32Array

  /** `rows`: each as JSON. */
  constructor(review: Reviewed, rows: readonly string[], { mappings, stamp, groups, places, ends, circles }: Reviewing) {
    this.review = review
    this.stamp = stamp
    this.mappings = mappings
    this.groups = new Map(groups.map((group, at) => [group, places.subarray(ends[at - 1] ?? 0, ends[at])]))
    this.kept = new Kept(`${review.by} ${stamp}`, rows.length)
    this.#rows = rows
    this.#circles = circles
  }

  get by(): ReviewOrder {
    return this.review.by
  }

  /** How many rows there are. */
  get size(): number {
    return this.#rows.length
  }

  row(place: number): ReviewRow {
    return JSON.parse(this.#rows[place]!) as ReviewRow
  }

  /** The other rows that the same team gives the same person: nobody leaves a team in part. */
  together(place: number): readonly number[] {
    const others: number[] = []
    for (let other = this.#circles[place]!; other !== place; other = this.#circles[other]!) others.push(other)
    return others.sort((a, b) => a - b)
  }

  /** What a team gives is revoked together; what is kept of it takes the others' revocation back. */
  decide(place: number, decision: Decision | undefined): void {
    const before = this.kept.decision(place)
    this.kept.decide(place, decision)
    for (const other of this.together(place)) {
      if (decision === 'revoke') this.kept.decide(other, 'revoke')
      else if (before === 'revoke' || this.kept.decision(other) === 'revoke') this.kept.decide(other, undefined)
    }
  }

  tally(places: Uint32Array | undefined = undefined): Tally {
    const rows = places?.length ?? this.size
    let [decided, revoked] = [0, 0]
    for (let at = 0; at < rows; at++) {
      const decision = this.kept.decision(places ? places[at]! : at)
      if (decision) decided++
      if (decision === 'revoke') revoked++
    }
    return { rows, decided, revoked }
  }
}

const sessions = new WeakMap<Held, Map<ReviewOrder, Promise<Session>>>()

/** Made once for what is open, and by what it is gone through. Rejects with a `Refused`. */
export function session(held: Held, by: ReviewOrder): Promise<Session> {
  const own = sessions.get(held) ?? new Map<ReviewOrder, Promise<Session>>()
  sessions.set(held, own)
  const there = own.get(by)
  if (there) return there
  const { source, bytes, desk } = held
  const review: Reviewed = { of: source?.files ?? bytes, by, at: source?.at ?? Date.now() }
  const rows: string[] = []
  const made = desk.ask('review', [review], (part) => void rows.push(...part)).then((answer) => new Session(review, rows, answer))
  own.set(by, made)
  made.catch(() => own.delete(by))
  return made
}
