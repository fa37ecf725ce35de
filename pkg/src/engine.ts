import { LoadError, TOO_LARGE } from './errors.js'
import { MOST, type Question } from './request.js'
import type { AccessMethod, Decision, Header, Kind, Reason } from './types.js'

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
  /** Takes the snapshot in; 0, or the number of an error. The expected organisation stands in the buffer. NaN: not given. */
  load(organization: number, minSequence: number, slice: boolean, now: number, seed: number, seedToo: number): number
  /** Where the bytes of the loaded snapshot are; of 1, how many. */
  bytes(which: number): number
  /** A number of the header, NaN where there is none. */
  header(which: number): number
  /** These write into the buffer, and answer how much. */
  about(): number
  grants(): number
  /** These ask what stands in the buffer, in so many bytes; 0: no. */
  can(user: number, permission: number): number
  allows(question: number): number
  /** The number of the reason in the low four bits, above it how much was written. */
  check(question: number): number
  /** Writes the grants of a user, a bit each, and answers how many bytes. */
  user(question: number): number
}

export interface Expected {
  readonly organization: string
  readonly minSequence: number
  readonly slice: boolean
  readonly now: number
}

/** By the module's numbers. */
const REASONS =
  'invalid-request,unknown-permission,unknown-right,right-required,unknown-dimension,not-in-snapshot,unknown-user,inactive-user,not-granted,access-method,out-of-scope,granted'.split(',') as Reason[]
/** The most UTF-16 units of one question: beyond any that a person means, and far below what a module's memory holds. */
const MOST_ASKED = 1 << 22
const KINDS: readonly Kind[] = ['whole', 'slice', 'shard']
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** One snapshot in one instance of a module. */
export class Engine {
  readonly header: Header
  /** The user whom a slice answers for. */
  readonly sliceOf: string | undefined
  /** The access method that a slice answers for. */
  readonly sliceMethod: AccessMethod
  // Gone once the snapshot is given up: every question then fails, and its asker denies.
  #module: Module | undefined
  #memory: Uint8Array
  #buffer = 0

  /** Throws a LoadError where the snapshot is refused. */
  constructor(module: Module, snapshot: Uint8Array, expected: Expected) {
    this.#module = module
    this.#memory = new Uint8Array(module.memory.buffer)
    let refused = TOO_LARGE
    try {
      const at = module.snapshot(snapshot.length) >>> 0
      if (at !== 0) {
        this.#view().set(snapshot, at)
        const organization = this.#write(expected.organization)
        const [seed, seedToo] = crypto.getRandomValues(new Uint32Array(2))
        refused = module.load(organization, expected.minSequence, expected.slice, expected.now, seed!, seedToo!)
      }
    } catch (error) {
      // The module traps where memory runs out; anything else is not its doing.
      if (!(error instanceof WebAssembly.RuntimeError)) throw error
    }
    if (refused) throw new LoadError(refused)
    const [organization, user, slideIn] = this.#read(module.about())
    const [kind, scoping, sequence, created, expires, nextChange] = [0, 1, 2, 3, 4, 5].map((which) => {
      const number = module.header(which)
      return Number.isNaN(number) ? undefined : number
    })
    this.sliceOf = user || undefined
    this.sliceMethod = slideIn ? 'slideIn' : 'login'
    this.header = { organization: organization!, sequence: sequence!, created, expires, nextChange, scoping: scoping === 1, kind: KINDS[kind!]! }
  }

  /** The bytes of the snapshot, copied. */
  get bytes(): Uint8Array {
    const module = this.#module!
    const at = module.bytes(0) >>> 0
    return this.#view().slice(at, at + (module.bytes(1) >>> 0))
  }

  /** Two plain strings, written where the module looks, character by character; undefined where they are not so plain. */
  can(user: string, permission: string): boolean | undefined {
    const memory = this.#view()
    const middle = writeAscii(user, memory, this.#buffer)
    const end = middle && writeAscii(permission, memory, middle)
    return end ? Boolean(this.#module!.can(user.length, permission.length)) : undefined
  }

  allows({ text }: Question): boolean {
    return Boolean(this.#ask(text, this.#module?.allows))
  }

  check({ text, scoped }: Question): Decision {
    const answer = this.#ask(text, this.#module?.check)
    const { organization, sequence } = this.header
    const reason = REASONS[answer & 15]!
    const decision: Decision = { allowed: reason === 'granted', reason, scoped, organization, sequence }
    if (decision.allowed) {
      const [role, team, provider, group, company, key] = this.#read(answer >>> 4)
      decision.role = role!
      decision.via = {}
      if (provider) decision.via.identityGroup = { provider, group: group! }
      if (team) decision.via.team = team
      if (key) decision.level = { company: company!, key }
    }
    return decision
  }

  /** The grants of one user, a bit each. */
  user(text: string | null): Uint8Array {
    const length = this.#ask(text, this.#module?.user)
    if (length === 0) return new Uint8Array()
    this.#place(0)
    return this.#view().slice(this.#buffer, this.#buffer + length)
  }

  /** The permissions in order: each its key, then its rights, apart by U+0001. */
  grants(): string[] {
    return this.#read(this.#ask('', this.#module?.grants))
  }

  /** Gives the memory back before the garbage collector would. */
  close(): void {
    this.#module = undefined
    this.#memory = new Uint8Array()
  }

  /** What the full build makes of the text; undefined where there is none or the module fails. */
  protected rich<T, M extends Module>(text: string | null, answer: (module: M, length: number) => T): T | undefined {
    try {
      return text === null ? undefined : answer(this.#module as M, this.#write(text))
    } catch {
      return undefined
    }
  }

  /** What `answer` makes of the text; 0, which means "no" and "malformed", where there is none or the module fails. */
  #ask(text: string | null, answer: ((length: number) => number) | undefined): number {
    try {
      return text === null ? 0 : answer!(this.#write(text))
    } catch {
      return 0
    }
  }

  #write(text: string): number {
    if (text.length > MOST_ASKED) throw new RangeError('the question is too long')
    // A character takes three bytes at most.
    this.#place(Math.max(text.length * 3, 2 * MOST))
    return encoder.encodeInto(text, this.#view().subarray(this.#buffer)).written
  }

  /** What the module wrote: texts, each before a U+0000. */
  #read(length: number): string[] {
    if (length === 0) return []
    // The answer may have moved the buffer.
    this.#place(0)
    return decoder.decode(this.#view().subarray(this.#buffer, this.#buffer + length - 1)).split('\0')
  }

  #place(room: number): void {
    this.#buffer = this.#module!.reserve(room) >>> 0
  }

  /** The module's memory, which is another object once it has grown. */
  #view(): Uint8Array {
    if (this.#memory.length === 0) this.#memory = new Uint8Array(this.#module!.memory.buffer)
    return this.#memory
  }
}

/** Writes printable ASCII at `at` and says where it ends; 0 where the text is anything else, empty, or longer than an id. */
function writeAscii(text: string, memory: Uint8Array, at: number): number {
  const length = text.length
  if (length === 0 || length > MOST) return 0
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 || unit > 0x7e) return 0
    memory[at + index] = unit
  }
  return at + length
}
