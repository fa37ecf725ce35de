// Everybody in a snapshot: found by id or by typing, and listed without being unfolded.
import { wordsOf } from './plain'
import type { Batch, Places, Survey, User } from './protocol'

const NOBODY = new Uint32Array()

export class People {
  readonly #ids: string[] = []
  readonly #names: string[] = []
  readonly #texts: string[] = []
  readonly #records: string[] = []
  readonly #places = new Map<string, number>()
  #byRole: ReadonlyMap<string, Uint32Array> = new Map()
  #byTeam: ReadonlyMap<string, Uint32Array> = new Map()
  #byLevel: ReadonlyMap<string, Uint32Array> = new Map()
  #inactive: Uint32Array = NOBODY
  #isInactive: ReadonlySet<number> = new Set()
  /** The last search, which the next one narrows if it only adds to it. */
  #last: { asked: string; among: ArrayLike<number>; places: readonly number[]; found: readonly number[] } | undefined
  #everybody: readonly number[] | undefined

  get size(): number {
    return this.#ids.length
  }

  add({ ids, names, texts, records }: Batch): void {
    this.#last = this.#everybody = undefined
    ids.forEach((id, at) => {
      this.#places.set(id, this.#ids.length)
      this.#ids.push(id)
      this.#names.push(names[at]!)
      this.#texts.push(texts[at]!)
      this.#records.push(records[at]!)
    })
  }

  finish({ byRole, byTeam, byLevel, inactive }: Pick<Survey, 'byRole' | 'byTeam' | 'byLevel' | 'inactive'>): void {
    const map = (places: Places) => new Map(places)
    ;[this.#byRole, this.#byTeam, this.#byLevel] = [map(byRole), map(byTeam), map(byLevel)]
    this.#inactive = inactive
    this.#isInactive = new Set(inactive)
  }

  /** Where somebody stands in the order by name; undefined of somebody unknown. */
  placeOf(id: string): number | undefined {
    return this.#places.get(id)
  }

  /** Of those who are known, in that order. */
  placesOf(ids: readonly string[]): Uint32Array {
    const places = ids.map((id) => this.#places.get(id)).filter((place) => place !== undefined)
    return Uint32Array.from(places).sort()
  }

  idAt(place: number): string {
    return this.#ids[place] ?? ''
  }

  nameAt(place: number): string {
    return this.#names[place] ?? ''
  }

  isInactive(place: number): boolean {
    return this.#isInactive.has(place)
  }

  /** What the snapshot, and its source where it was opened, says of somebody. */
  at(place: number): User {
    const record = this.#records[place]
    return record === undefined ? { id: '' } : (JSON.parse(record) as User)
  }

  get(id: string): User | undefined {
    const place = this.#places.get(id)
    return place === undefined ? undefined : this.at(place)
  }

  /** The id itself of somebody unknown. */
  name(id: string): string {
    const place = this.#places.get(id)
    return place === undefined ? id : this.nameAt(place)
  }

  /** The places of those who hold a role directly. */
  withRole(role: string): Uint32Array {
    return this.#byRole.get(role) ?? NOBODY
  }

  inTeam(team: string): Uint32Array {
    return this.#byTeam.get(team) ?? NOBODY
  }

  /** Of those to whom the level is assigned. */
  withLevel({ company, key }: { company: string; key: string }): Uint32Array {
    return this.#byLevel.get(`${company}/${key}`) ?? NOBODY
  }

  get inactive(): Uint32Array {
    return this.#inactive
  }

  /** The places of those whom every word is found in, those first in whom every word begins with it; of no word, everybody. `among`: places in order, and nobody else's. */
  search(query: string, among: ArrayLike<number> = this.#all()): readonly number[] {
    const words = wordsOf(query)
    if (words.length === 0) return among === this.#everybody ? this.#everybody : Array.from(among)
    const asked = words.join(' ')
    const last = this.#last?.among === among ? this.#last : undefined
    if (last?.asked === asked) return last.found
    const where = last && asked.startsWith(last.asked) ? last.places : among
    const [places, begins, holds]: [number[], number[], number[]] = [[], [], []]
    for (let at = 0; at < where.length; at++) {
      const place = where[at]!
      const how = foundIn(this.#texts[place] ?? '', words)
      if (!how) continue
      places.push(place)
      ;(how === 'begins' ? begins : holds).push(place)
    }
    const found = [...begins, ...holds]
    this.#last = { asked, among, places, found }
    return found
  }

  #all(): readonly number[] {
    return (this.#everybody ??= Array.from(this.#ids, (_, place) => place))
  }
}

function foundIn(text: string, words: readonly string[]): 'begins' | 'holds' | undefined {
  let found: 'begins' | 'holds' = 'begins'
  for (const word of words) {
    const first = text.indexOf(word)
    if (first < 0) return undefined
    if (found === 'begins' && !beginsIn(text, word, first)) found = 'holds'
  }
  return found
}

function beginsIn(text: string, word: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !isLetter(text, at - 1)) return true
  }
  return false
}

/** Nearly every text is ASCII, for which a regular expression takes too long where there are many. */
const ASCII = Array.from({ length: 128 }, (_, code) => /[\p{L}\p{N}]/u.test(String.fromCharCode(code)))

function isLetter(text: string, at: number): boolean {
  return ASCII[text.charCodeAt(at)] ?? /[\p{L}\p{N}]/u.test(text[at]!)
}
