// What was decided, kept by this browser until it is forgotten: under the review's stamp, so that it is never put to other rows.
import type { Decision } from './session'

const NAME = 'rolepack.review '
const LETTERS = { k: 'keep', r: 'revoke' } as const
const UNDECIDED = '.'
/** As many characters of a comment, and of a name, as are kept. */
export const LONGEST = 2_000
/** So long after a decision it is written down, in milliseconds. */
const SOON = 250

interface Written {
  readonly decided: string
  readonly comments: Readonly<Record<string, string>>
  readonly reviewer: string
}

export class Kept {
  /** False where the browser keeps nothing, or has no room. */
  isKept = true
  #decided: (Decision | undefined)[]
  #comments = new Map<number, string>()
  #reviewer = ''
  readonly #name: string
  readonly #rows: number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(stamp: string, rows: number) {
    this.#name = NAME + stamp
    this.#rows = rows
    this.#decided = Array.from({ length: rows })
    this.#read()
    addEventListener('pagehide', () => this.#timer && this.#write())
  }

  get reviewer(): string {
    return this.#reviewer
  }

  set reviewer(name: string) {
    this.#reviewer = name.slice(0, LONGEST)
    this.#soon()
  }

  decision(place: number): Decision | undefined {
    return this.#decided[place]
  }

  decide(place: number, decision: Decision | undefined): void {
    this.#decided[place] = decision
    this.#soon()
  }

  comment(place: number): string {
    return this.#comments.get(place) ?? ''
  }

  say(place: number, comment: string): void {
    if (comment) this.#comments.set(place, comment.slice(0, LONGEST))
    else this.#comments.delete(place)
    this.#soon()
  }

  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#decided = Array.from({ length: this.#rows })
    this.#comments = new Map()
    try {
      localStorage.removeItem(this.#name)
    } catch {
      // Then nothing was kept either.
    }
  }

  #soon(): void {
    this.#timer ??= setTimeout(() => this.#write(), SOON)
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const decided = this.#decided.map((decision) => decision?.[0] ?? UNDECIDED).join('')
    const written: Written = { decided, comments: Object.fromEntries(this.#comments), reviewer: this.#reviewer }
    try {
      localStorage.setItem(this.#name, JSON.stringify(written))
      this.isKept = true
    } catch {
      this.isKept = false
    }
  }

  /** What does not fit the rows is none of this review's. */
  #read(): void {
    try {
      const { decided, comments, reviewer } = JSON.parse(localStorage.getItem(this.#name) ?? '{}') as Partial<Written>
      if (typeof decided !== 'string' || decided.length !== this.#rows) return
      this.#decided = Array.from(decided, (letter) => (letter === 'k' || letter === 'r' ? LETTERS[letter] : undefined))
      for (const [place, comment] of Object.entries(comments ?? {})) {
        if (/^\d+$/.test(place) && Number(place) < this.#rows && typeof comment === 'string') this.#comments.set(Number(place), comment.slice(0, LONGEST))
      }
      if (typeof reviewer === 'string') this.#reviewer = reviewer.slice(0, LONGEST)
    } catch {
      this.isKept = false
    }
  }
}
