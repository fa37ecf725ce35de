import { LoadError, TOO_LARGE } from './errors.js'
import { Handle } from './permission.js'
import { REASONS } from './reasons.js'
import { MALFORMED, MOST, MOST_ASKED, questionOfGrant, type Parts, type Question } from './request.js'
import type { AccessMethod, Decision, Header, Kind } from './types.js'

// What is loaded on demand takes the errors from here: so the files that every entry needs stay in one chunk, which is smaller than two.
export * from './bytes.js'
export * from './errors.js'

/**
 * What a module offers: functions from numbers to numbers over a standing buffer in its memory. One instance holds one
 * snapshot, so that the memory goes with the object that holds the instance.
 */
export interface Module {
  readonly memory: WebAssembly.Memory
  /** Sets bytes aside for the snapshot and says where. */
  snapshot(length: number): number
  /** Makes the buffer at least so long and says where it is. */
  reserve(length: number): number
  /**
   * Takes the snapshot in. NaN: not given; the expected organisation stands in the buffer. The number of an error, or, from bit 4, how
   * much was written: six numbers, then texts, each before a U+0000.
   */
  load(organization: number, minSequence: number, slice: boolean, now: number, seed: number, seedToo: number): number
  /** Whether the user in so many bytes of the buffer has a grant anywhere at all. */
  can(user: number, grant: number): number
  /** Asks what stands in the buffer: the number of the reason, and, from bit 4, how much was written of the path, if that is wanted. */
  check(question: number, path: boolean): number
  /** Writes the grants of a user, a bit each, and answers how many bytes. `plain`: nothing but the id stands in the buffer. */
  user(question: number, plain: boolean): number
  /** The number of the grant that a question is about, and 1; 0 where there is none. */
  grant(question: number): number
  /** Writes the permissions in order, each its key, then its rights, each after U+0001, then a U+0000; from bit 4 of the answer, how much. */
  permissions(): number
}

export interface Expected {
  readonly organization: string
  readonly minSequence: number
  readonly slice: boolean
  readonly now: number
}

/** Opens a snapshot, or throws a LoadError. */
export type Open<E extends Engine> = (snapshot: Uint8Array, expected: Expected) => E

/** The most bytes that are kept of the grants of users who were asked about, the most users, and the longest id of one. */
const MOST_KEPT = 1 << 20
const MOST_USERS = 1 << 14
const LONGEST_KEPT = 128
/** The bytes of the numbers that the module writes first when it has loaded. */
const NUMBERS = 48
const KINDS: readonly Kind[] = ['whole', 'slice', 'shard']
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** One snapshot in one instance of a module. */
export class Engine {
  /** What the handles of this snapshot are known by; another one once it has been given up, when all is gone by which something would be allowed. */
  token = {}
  readonly header: Header
  /** The user whom a slice answers for. */
  readonly sliceOf: string | undefined
  /** The access method that a slice answers for. */
  readonly sliceMethod: AccessMethod
  // Gone once the snapshot is given up: every question then fails, and its asker denies.
  #module: Module | undefined
  #memory: Uint8Array
  #buffer = 0
  #snapshot = 0
  readonly #length: number
  /** By permission without rights, the number of its grant: of those that were asked for. */
  readonly #grants = new Map<string, number>()
  /** By user, of those asked about last, where the grants stand in `#kept`. */
  readonly #users = new Map<string, number>()
  #kept = new Uint8Array()
  /** How often one was there. */
  #found = 0
  /** How many checks to come look nobody up among them. */
  #aside = 0

  /** Throws a LoadError where the snapshot is refused. */
  constructor(module: Module, snapshot: Uint8Array, expected: Expected) {
    this.#module = module
    this.#memory = new Uint8Array(module.memory.buffer)
    this.#length = snapshot.length
    let answer = TOO_LARGE
    try {
      this.#snapshot = module.snapshot(snapshot.length) >>> 0
      if (this.#snapshot !== 0) {
        this.#view().set(snapshot, this.#snapshot)
        const organization = this.#write(expected.organization)
        answer = module.load(organization, expected.minSequence, expected.slice, expected.now, seed(), seed())
      }
    } catch (error) {
      // The module traps where memory runs out; anything else is not its doing.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
    }
    if (answer & 15) throw new LoadError(answer)
    const [organization, user, slideIn] = this.#read(answer, NUMBERS)
    const numbers = new Float64Array(this.#view().slice(this.#buffer, this.#buffer + NUMBERS).buffer)
    const [kind, scoping, sequence, created, expires, nextChange] = Array.from(numbers, (number) => (number === number ? number : undefined))
    this.sliceOf = user || undefined
    this.sliceMethod = slideIn ? 'slideIn' : 'login'
    this.header = { organization: organization!, sequence: sequence!, created, expires, nextChange, scoping: scoping === 1, kind: KINDS[kind!]! }
  }

  /** The bytes of the snapshot, copied. */
  get bytes(): Uint8Array {
    this.#place(0)
    return this.#view().slice(this.#snapshot, this.#snapshot + this.#length)
  }

  /** The number of the grant of a key or of a handle; −1 where there is none. */
  grant(permission: unknown): number {
    return typeof permission === 'string' ? this.#grants.get(permission) ?? this.#find(permission) : Handle.grantIn(this, permission)
  }

  /** The number of the grant of a permission, or of a right of it; −1 where there is none. */
  find(key: unknown, right?: unknown): number {
    return this.#ask(questionOfGrant(key, right), (module, length) => module.grant(length)) - 1
  }

  #find(key: string): number {
    const grant = this.find(key)
    if (grant >= 0) this.#grants.set(named(key), grant)
    return grant
  }

  /**
   * Whether a user has a grant anywhere at all; undefined where the id is none that could be written plainly. The grants of those who are
   * asked about are kept, so that the next check of the same user is two look-ups and a bit test, of so many at most; then all go.
   */
  can(user: string, grant: number): boolean | undefined {
    if (user.length > LONGEST_KEPT || (this.#aside > 0 && this.#aside-- > 0)) {
      const length = this.#spell(user)
      return length === undefined ? length : this.#module!.can(length, grant) === 1
    }
    let at = this.#users.get(user)
    if (at === undefined) {
      at = this.#keep(user)
      if (at === undefined) return at
    } else {
      this.#found++
    }
    return ((this.#kept[at + (grant >> 3)]! >> (grant & 7)) & 1) === 1
  }

  /** Keeps the grants of a user, and says where. */
  #keep(user: string): number | undefined {
    const length = this.#spell(user)
    if (length === undefined) return length
    const size = this.#module!.user(length, true)
    if (size === 0) return undefined
    // A long row moves the buffer.
    this.#place(0)
    const users = this.#users
    if (this.#kept.length === 0) this.#kept = new Uint8Array(MOST_KEPT)
    if (users.size === MOST_USERS || (users.size + 1) * size > MOST_KEPT) {
      // Where few are asked about twice it does not pay to keep them, nor to find out again soon.
      if (this.#found < users.size) this.#aside = 64 * users.size
      this.#found = 0
      users.clear()
    }
    const at = users.size * size
    this.#kept.set(this.#view().subarray(this.#buffer, this.#buffer + size), at)
    users.set(named(user), at)
    return at
  }

  /** Writes an id where the module looks, character by character, and says how many; undefined where it is not so plain. */
  #spell(user: string): number | undefined {
    const length = user.length
    if (length > MOST) return undefined
    const memory = this.#view()
    const at = this.#buffer
    for (let index = 0; index < length; index++) {
      const unit = user.charCodeAt(index)
      if (unit > 0x7e) return undefined
      memory[at + index] = unit
    }
    return length
  }

  allows({ parts }: Question): boolean {
    return REASONS[this.#ask(parts, (module, length) => module.check(length, false))] === 'granted'
  }

  check({ parts, scoped }: Question): Decision {
    const answer = this.#ask(parts, (module, length) => module.check(length, true))
    const { organization, sequence } = this.header
    const reason = REASONS[answer & 15]!
    const decision: Decision = { allowed: reason === 'granted', reason, scoped, organization, sequence }
    if (decision.allowed) {
      const [role, team, provider, group, company, key] = this.#read(answer)
      decision.role = role!
      decision.via = {}
      if (provider) decision.via.identityGroup = { provider, group: group! }
      if (team) decision.via.team = team
      if (key) decision.level = { company: company!, key }
    }
    return decision
  }

  /** The grants of one user, a bit each. */
  user(parts: Parts | null): Uint8Array {
    const length = this.#ask(parts, (module, length) => module.user(length, false))
    if (length === 0) return new Uint8Array()
    this.#place(0)
    return this.#view().slice(this.#buffer, this.#buffer + length)
  }

  /** The permissions by key, in byte order: the number of the first grant, and the rights. */
  permissions(): Map<string, { grant: number; rights: string[] }> {
    let grant = 0
    const entries = this.#module ? this.#read(this.#module.permissions()) : []
    return new Map(
      entries.map((entry) => {
        const [key, ...rights] = entry.split('\x01')
        const permission = { grant, rights }
        grant += rights.length || 1
        return [key!, permission]
      }),
    )
  }

  /** Gives the memory back before the garbage collector would. */
  close(): void {
    this.#module = undefined
    this.#memory = new Uint8Array()
    this.#grants.clear()
    this.#users.clear()
    this.#kept = new Uint8Array()
    this.token = {}
  }

  /** What the full build makes of a question; undefined where there is none or the module fails. */
  protected rich<T, M extends Module>(parts: Parts | null, answer: (module: M, length: number) => T): T | undefined {
    try {
      return parts === null ? undefined : answer(this.#module as M, this.#write(textOf(parts)))
    } catch {
      return undefined
    }
  }

  /** What `answer` makes of a question; 0, which means "no" and "malformed", where there is none or the module fails. */
  #ask(parts: Parts | null, answer: (module: Module, length: number) => number): number {
    return this.rich(parts, answer) ?? 0
  }

  #write(text: string): number {
    if (text.length > MOST_ASKED) throw MALFORMED
    // A character takes three bytes at most.
    this.#place(Math.max(text.length * 3, 2 * MOST))
    return encoder.encodeInto(text, this.#view().subarray(this.#buffer)).written
  }

  /** What the module wrote, from bit 4 of its answer: after `from` bytes texts, each before a U+0000. */
  #read(answer: number, from = 0): string[] {
    // The answer may have moved the buffer.
    this.#place(0)
    return decoder.decode(this.#view().subarray(this.#buffer + from, this.#buffer + (answer >>> 4) - 1)).split('\0')
  }

  #place(room: number): void {
    const at = this.#module!.reserve(room) >>> 0
    // Nowhere: the module is in the middle of something, or trapped before. Nothing may be written then.
    if (at === 0) throw MALFORMED
    this.#buffer = at
  }

  /** The module's memory, which is another object once it has grown. */
  #view(): Uint8Array {
    if (this.#memory.length === 0) this.#memory = new Uint8Array(this.#module!.memory.buffer)
    return this.#memory
  }
}

/** The text in which the module finds the parts of a question, each before a U+0000. */
function textOf([[user, method, groups], permission, right, resource]: Parts): string {
  let text = ''
  for (const part of [[user, permission, right, method], ...resource, [], ...groups]) text += part.join('\0') + '\0'
  return text
}

/** Enough that nobody chooses ids for an index that will be made: what comes of more that collide than chance allows is refused. */
function seed(): number {
  return Math.random() * 2 ** 32
}

/** The same text by itself: not a part of a long one, which it would keep, and which would be slower to compare. */
function named(text: string): string {
  return Object.keys({ [text]: 0 })[0]!
}
