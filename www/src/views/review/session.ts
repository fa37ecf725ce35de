// A review that somebody goes through: its rows, and what was decided so far.
import type { Review, ReviewDecision, ReviewOrder, ReviewRow } from 'rolepack/author'
import type { Held } from '../../snapshot/held'
import { Kept } from './kept'

export type Decision = 'keep' | 'revoke'

export interface Tally {
  readonly rows: number
  readonly decided: number
  readonly revoked: number
}

export class Session {
  readonly by: ReviewOrder
  readonly review: Review
  /** The places of the rows, by what they are sorted by. */
  readonly groups: ReadonlyMap<string, readonly number[]>
  readonly kept: Kept
  readonly #withTeam = new Map<string, number[]>()

  constructor(by: ReviewOrder, review: Review, stamp: string) {
    this.by = by
    this.review = review
    const groups = new Map<string, number[]>()
    review.rows.forEach((row, place) => {
      put(groups, row.by, place)
      if (row.team) put(this.#withTeam, unit(row), place)
    })
    this.groups = groups
    this.kept = new Kept(`${by} ${stamp}`, review.rows.length)
  }

  row(place: number): ReviewRow {
    return this.review.rows[place]!
  }

  /** The other rows that the same team gives the same person: nobody leaves a team in part. */
  together(place: number): readonly number[] {
    const row = this.row(place)
    return row.team ? this.#withTeam.get(unit(row))!.filter((other) => other !== place) : []
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

  tally(places: readonly number[] | undefined = undefined): Tally {
    let [decided, revoked] = [0, 0]
    const count = (place: number) => {
      const decision = this.kept.decision(place)
      if (decision) decided++
      if (decision === 'revoke') revoked++
    }
    if (places) places.forEach(count)
    else for (let place = 0; place < this.review.rows.length; place++) count(place)
    return { rows: places?.length ?? this.review.rows.length, decided, revoked }
  }

  /** By row, as the CSV file has them. */
  decisions(): (ReviewDecision | undefined)[] {
    const { reviewer } = this.kept
    return this.review.rows.map((_, place) => {
      const [decision, comment] = [this.kept.decision(place), this.kept.comment(place)]
      return decision || comment ? { decision, comment, reviewer: decision && reviewer.trim() ? reviewer.trim() : undefined } : undefined
    })
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
  const made = desk.ask('review', [source?.files ?? bytes, by, source?.at ?? Date.now()]).then(({ review, stamp }) => new Session(by, review, stamp))
  own.set(by, made)
  made.catch(() => own.delete(by))
  return made
}

function unit({ user, team }: ReviewRow): string {
  return JSON.stringify([user, team])
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  const list = map.get(key)
  if (list) list.push(place)
  else map.set(key, [place])
}
