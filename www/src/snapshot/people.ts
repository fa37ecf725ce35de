// Everybody in a snapshot: found by id or by typing, and listed without being unfolded.
import { plain } from './plain'
import type { Batch, Places, Survey, User } from './protocol'

export class People {
  readonly #ids: string[] = []
  readonly #names: string[] = []
  readonly #texts: string[] = []
  readonly #records: string[] = []
  readonly #places = new Map<string, number>()
  #byRole: ReadonlyMap<string, Uint32Array> = new Map()
  #byTeam: ReadonlyMap<string, Uint32Array> = new Map()
  #byLevel: ReadonlyMap<string, Uint32Array> = new Map()
  #inactive: ReadonlySet<number> = new Set()
  /** The last search, which the next one narrows if it only adds to it. */
  #last: { query: string; found: readonly number[] } | undefined

  get size(): number {
    return this.#ids.length
  }

  add({ ids, names, texts, records }: Batch): void {
    this.#last = undefined
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
    this.#inactive = new Set(inactive)
  }

  /** Where somebody stands in the order by name; undefined of somebody unknown. */
  placeOf(id: string): number | undefined {
    return this.#places.get(id)
  }

  idAt(place: number): string {
    return this.#ids[place] ?? ''
  }

  nameAt(place: number): string {
    return this.#names[place] ?? ''
  }

  isInactive(place: number): boolean {
    return this.#inactive.has(place)
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
    return Uint32Array.from(this.#inactive)
  }

  /** The places of those whom every word is found in, those first in whom a word begins with it; of no word, everybody. */
  search(query: string): readonly number[] {
    const words = plain(query).split(/\s+/).filter(Boolean)
    const joined = words.join(' ')
    if (words.length === 0) return Array.from(this.#ids, (_, place) => place)
    if (this.#last?.query === joined) return this.#last.found
    const among = this.#last && joined.startsWith(this.#last.query) ? this.#last.found : this.#ids.keys()
    const [begins, holds]: [number[], number[]] = [[], []]
    for (const place of among) {
      const text = this.#texts[place]!
      if (words.every((word) => text.includes(word))) (words.every((word) => beginsIn(text, word)) ? begins : holds).push(place)
    }
    const found = [...begins.sort(byPlace), ...holds.sort(byPlace)]
    this.#last = { query: joined, found }
    return found
  }
}

const NOBODY = new Uint32Array()
const byPlace = (a: number, b: number) => a - b

function beginsIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]!)) return true
  }
  return false
}
