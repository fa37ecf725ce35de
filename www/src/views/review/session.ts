// A review that somebody goes through: its rows, and what was decided so far.
import type { ReviewOrder, ReviewRow } from 'rolepack/author'
import type { Decision } from '../../snapshot/decided'
import type { Desk } from '../../snapshot/desk'
import type { Held } from '../../snapshot/held'
import type { Reviewed, Reviewing } from '../../snapshot/protocol'
import { Kept } from './kept'

/** So many rows are written at once: whoever waits sees how far it is. */
const PART = 5_000

export interface Tally {
  readonly rows: number
  readonly decided: number
  readonly revoked: number
}

export class Session {
  readonly review: Reviewed
  /** The places of the rows, by what they are sorted by. */
  readonly groups: ReadonlyMap<string, Uint32Array>
  readonly kept: Kept
  readonly #rows: readonly string[]
  readonly #made: Reviewing

  /** `rows`: each as JSON. */
  constructor(review: Reviewed, rows: readonly string[], made: Reviewing) {
    const { stamp, groups, places, ends } = made
    this.review = review
    this.groups = new Map(groups.map((group, at) => [group, places.subarray(ends[at - 1] ?? 0, ends[at])]))
    this.kept = new Kept(`${review.by} ${stamp}`, rows.length)
    this.#rows = rows
    this.#made = made
  }

  /** Groups that give roles, which no row is about. */
  get mappings(): number {
    return this.#made.about.mappings
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
    const { circles } = this.#made
    for (let other = circles[place]!; other !== place; other = circles[other]!) others.push(other)
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

  /** As CSV, with what is decided when this is called. Written beside the page, part by part; `told` hears how many rows there are already. */
  async table(desk: Desk, told: (rows: number) => void): Promise<Blob> {
    const { about, stamp } = this.#made
    const { letters, comments: now, reviewer } = this.kept.all
    const comments = new Map(now)
    const parts: Blob[] = []
    for (let from = 0; from === 0 || from < this.size; from += PART) {
      const rows = this.#rows.slice(from, from + PART)
      const own = new Map([...rows.keys()].flatMap((at) => (comments.has(from + at) ? [[at, comments.get(from + at)!] as const] : [])))
      const decided = { letters: letters.slice(from, from + PART), comments: own, reviewer }
      parts.push(await desk.ask('table', [{ about, stamp, rows, decided, first: from === 0 }]))
      told(from + rows.length)
    }
    return new Blob(parts, { type: 'text/csv;charset=utf-8' })
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
