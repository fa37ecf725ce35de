import { LoadError, TOO_LARGE } from './errors.js'
import { MOST, type Question } from './request.js'
import type { AccessMethod, Boxes, Decision, Kind, Reach, Reason } from './types.js'

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
  /** Where the loaded snapshot's bytes are, and how many. */
  bytes(): number
  length(): number
  /** Each of these asks what stands in the buffer, in so many bytes, and says how much stands there afterwards. */
  about(): number
  grants(nothing: number): number
  can(user: number, permission: number): number | boolean
  allows(question: number): number | boolean
  /** The number of the reason in the low four bits, the length of the rest above. */
  check(question: number): number
  user(question: number): number
  reach(question: number, dimension: number): number
}

export interface Expected {
  readonly organization: string
  readonly minSequence: number
  readonly slice: boolean
  readonly now: number
}

const REASONS: readonly Reason[] = [
  'invalid-request',
  'unknown-permission',
  'unknown-right',
  'right-required',
  'unknown-dimension',
  'not-in-snapshot',
  'unknown-user',
  'inactive-user',
  'not-granted',
  'access-method',
  'out-of-scope',
  'granted',
]

/** The most UTF-16 units of one question: beyond any that a person means, and far below what a module's memory holds. */
const MOST_ASKED = 1 << 22
/** How many bytes of numbers stand before the names in what the module says of the header. */
const ABOUT = 48
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** One snapshot in one instance of a module. */
export class Engine {
  readonly organization: string
  readonly sequence: number
  readonly created: number | undefined
  readonly expires: number | undefined
  readonly nextChange: number | undefined
  readonly scoping: boolean
  readonly kind: Kind
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
    const length = module.about()
    const [organization, user, slideIn] = this.#read(length, ABOUT).split('\0')
    const [kind, scoping, sequence, created, expires, nextChange] = new Float64Array(this.#view().slice(this.#buffer, this.#buffer + ABOUT).buffer)
    this.organization = organization!
    this.sequence = sequence!
    this.created = given(created!)
    this.expires = given(expires!)
    this.nextChange = given(nextChange!)
    this.scoping = scoping === 1
    this.kind = (['whole', 'slice', 'shard'] as const)[kind!]!
    this.sliceOf = user || undefined
    this.sliceMethod = slideIn ? 'slideIn' : 'login'
  }

  /** The bytes of the snapshot, copied. */
  get bytes(): Uint8Array {
    const module = this.#module!
    const at = module.bytes() >>> 0
    return this.#view().slice(at, at + (module.length() >>> 0))
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
    const { organization, sequence } = this
    const reason = REASONS[answer & 15]!
    const decision: Decision = { allowed: reason === 'granted', reason, scoped, organization, sequence }
    if (decision.allowed) {
      const [role, team, provider, group, company, key] = this.#read(answer >>> 4).split('\0')
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

  /** The permissions and their rights, as `Grants` reads them. */
  grants(): string {
    return this.#read(this.#ask('', this.#module?.grants))
  }

  /** Without a dimension (`''`): boxes. */
  reach({ text }: Question, dimension: string): Reach | Boxes {
    const answer = this.#ask(text && text + dimension, (length) => {
      const name = encoder.encode(dimension).length
      return this.#module!.reach(length - name, name)
    })
    const reason = REASONS[answer & 15]!
    const found = this.#read(answer >>> 4)
    if (found === 'a') return { reason, all: true }
    if (dimension) return { reason, values: found.split('\0').slice(1) }
    const boxes = found.split('\x02').slice(1).map((box) => {
      const [level, ...covers] = box.split('\x01')
      const [company, key] = level!.split('\0')
      return {
        level: { company: company!, key: key! },
        covers: Object.fromEntries(covers.map((cover) => cover.split('\0')).map(([name, ...values]) => [name!, values])),
      }
    })
    return { reason, boxes }
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
  #ask(text: string | null, answer: ((length: number) => number | boolean) | undefined): number {
    try {
      return text === null ? 0 : Number(answer!(this.#write(text)))
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

  #read(length: number, from = 0): string {
    if (length === 0) return ''
    // The answer may have moved the buffer.
    this.#place(0)
    return decoder.decode(this.#view().subarray(this.#buffer + from, this.#buffer + length))
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

/** A number that the module may not have. */
function given(number: number): number | undefined {
  return Number.isNaN(number) ? undefined : number
}
