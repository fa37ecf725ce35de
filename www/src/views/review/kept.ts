// What was decided, kept by this browser until it is forgotten: under the review's stamp, so that it is never put to other rows.
import { decisionOf, LETTERS, UNDECIDED, type Decided, type Decision } from '../../snapshot/decided'

const NAME = 'rolepack.review '
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
  /** A letter a row. */
  readonly #letters: Uint8Array<ArrayBuffer>
  #comments = new Map<number, string>()
  #reviewer = ''
  readonly #name: string
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(stamp: string, rows: number) {
    this.#name = NAME + stamp
    this.#letters = new Uint8Array(rows).fill(code(UNDECIDED))
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

  /** All of it, to be taken away. */
  get all(): Decided {
    return { letters: new TextDecoder().decode(this.#letters), comments: this.#comments, reviewer: this.#reviewer }
  }

  decision(place: number): Decision | undefined {
    const letter = this.#letters[place]
    return letter === KEEP ? 'keep' : letter === REVOKE ? 'revoke' : undefined
  }

  decide(place: number, decision: Decision | undefined): void {
    this.#letters[place] = code(decision ? LETTERS[decision] : UNDECIDED)
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
    this.#letters.fill(code(UNDECIDED))
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
    const { letters: decided, comments, reviewer } = this.all
    const written: Written = { decided, comments: Object.fromEntries(comments), reviewer }
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
      const rows = this.#letters.length
      if (typeof decided !== 'string' || decided.length !== rows) return
      for (let place = 0; place < rows; place++) if (decisionOf(decided[place])) this.#letters[place] = decided.charCodeAt(place)
      for (const [place, comment] of Object.entries(comments ?? {})) {
        if (/^\d+$/.test(place) && Number(place) < rows && typeof comment === 'string') this.#comments.set(Number(place), comment.slice(0, LONGEST))
      }
      if (typeof reviewer === 'string') this.#reviewer = reviewer.slice(0, LONGEST)
    } catch {
      this.isKept = false
    }
  }
}

const code = (letter: string) => letter.charCodeAt(0)
const [KEEP, REVOKE] = [code(LETTERS.keep), code(LETTERS.revoke)]
