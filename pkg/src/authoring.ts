import { LoadError, RolepackError } from './errors.js'
import type { Comparison } from './compared.js'
import type { Evidence, Review, ReviewDecision, ReviewOrder } from './reviewed.js'
import type { Problem, Source, SourceDocument } from './source.js'
import { instantiate } from './wasm/author.js'

/** What the packer is told beside the source. Times: milliseconds since 1970, or a Date. */
export interface PackOptions {
  /** Which assignments are in force; required where any has a time. */
  readonly at?: number | Date
  /** Higher is newer; 0 if absent. */
  readonly sequence?: number
  readonly created?: number | Date
  /** From then on readers refuse the snapshot. */
  readonly expires?: number | Date
  /** When the next assignment begins or ends, where the source no longer says it. */
  readonly nextChange?: number | Date
  /** Whether names and texts go into the snapshot; true if absent. */
  readonly labels?: boolean
}

/** A source was refused, or cannot be packed so. `problems` says everything that is wrong with it. */
export class SourceError extends RolepackError {
  readonly problems: readonly Problem[]

  /** @internal */
  constructor({ code, message, problems = [] }: Refusal) {
    super(code, message, problems[0]?.help ?? 'mend the source, or the options, and pack again')
    this.problems = problems
  }

  override get name(): string {
    return 'SourceError'
  }
}

interface Refusal {
  code: string
  message: string
  problems?: Problem[]
  /** Of what is about no source. */
  help?: string
  /** A snapshot was refused: the number of a LoadError. */
  load?: number
}

/** What is allowed in a source, and seldom meant. */
export interface Finding extends Problem {
  level: 'warn' | 'deny'
}

/** What a source is looked through for. */
export interface LintOptions {
  /** Which assignments are in force; now if absent. */
  readonly at?: number | Date
  /** How long before it an assignment's end is told, in milliseconds; not at all if absent. */
  readonly endingWithin?: number
  /** The snapshot before: who was in it and is no longer is looked at. */
  readonly previous?: Uint8Array
}

/** What the author's side does. */
export interface Author {
  /**
   * Packs a source: a document as an object, or as JSON or YAML text, or a directory's files by name (`{ 'roles.yaml': '…' }`).
   * The same source gives the same bytes. Throws a `SourceError` with everything that is wrong.
   */
  pack(source: Source, options?: PackOptions): { bytes: Uint8Array }
  /** Everything that is wrong with a source; empty where it can be packed. */
  problems(source: Source): Problem[]
  /** A snapshot's contents as a source document, and what the snapshot does not hold, a line each. `slice`: it is a slice. */
  unpack(snapshot: Uint8Array, options?: { slice?: boolean }): { document: SourceDocument; missing: string[] }
  /** Who gained and who lost what from one whole snapshot to another of the same organisation, and by which change. Both may have expired. */
  diff(from: Uint8Array, to: Uint8Array): Comparison
  /** What is allowed in a source and seldom meant: roles that nobody holds, ids that look alike, assignments about to end. At most 10,000 findings; `more`: how many others, by code. */
  lint(source: Source, options?: LintOptions): { findings: Finding[]; more?: { [code: string]: number } }
  /** Who holds what and from where, a row each, to be decided on. Of a source: packed as of `at`, which is now if absent. */
  review(of: Source | Uint8Array, options: { by: ReviewOrder; at?: number | Date }): Review
  /** A review as CSV that any spreadsheet opens, with what was decided so far, in the order of its rows. */
  reviewTable(review: Review, decisions?: readonly (ReviewDecision | undefined)[]): string
  /**
   * The decisions of a review, as CSV, into the source: the files that change, and the evidence. `reviewer` stands for those whom rows do not name. Throws a
   * `SourceError` with everything that is wrong with either.
   */
  applyReview(source: Source, table: string, options: { at: number | Date; reviewer?: string }): { files: { [name: string]: string }; evidence: Evidence }
}

/** The author's side in one instance of its module, which is made when it is first wanted. @internal */
export function author(compiled: () => WebAssembly.Module): Author {
  type Bindings = ReturnType<typeof instantiate>
  let bindings: Bindings | undefined

  function call<T>(answer: (author: Bindings) => T, refused?: (why: unknown) => Error): T {
    bindings ??= instantiate(compiled())
    try {
      return answer(bindings)
    } catch (error) {
      // One that trapped, such as for want of memory, answers no more.
      if (error instanceof WebAssembly.RuntimeError) bindings = undefined
      throw error instanceof Error || !refused ? error : refused(error)
    }
  }

  const refused = (refusal: unknown) => refusedBy(JSON.parse(refusal as string) as Refusal)

  return {
    pack(source, options = {}) {
      const [given, told] = [textOf(source), optionsOf(options)]
      return { bytes: call((author) => author.pack(given, told), refused) }
    },
    problems(source) {
      const given = textOf(source)
      return (JSON.parse(call((author) => author.problems(given))) as { problems: Problem[] }).problems
    },
    unpack(snapshot, { slice = false } = {}) {
      const given = bytesOf(snapshot)
      return JSON.parse(call((author) => author.unpack(given, slice, seed()), (number) => new LoadError(number as number)))
    },
    diff(from, to) {
      const [old, next] = [bytesOf(from), bytesOf(to)]
      return JSON.parse(call((author) => author.diff(old, next, seed()), refused))
    },
    lint(source, { at = Date.now(), endingWithin = 0, previous } = {}) {
      const given = textOf(source)
      const told = JSON.stringify({ at: timeOf('at', at), endingWithin: timeOf('endingWithin', endingWithin) })
      const before = previous === undefined ? new Uint8Array() : bytesOf(previous)
      return JSON.parse(call((author) => author.lint(given, told, before, seed()), refused))
    },
    review(of, { by, at = Date.now() }) {
      if (!['team', 'role', 'manager'].includes(by)) throw new TypeError('`by` must be `team`, `role` or `manager`')
      const [source, snapshot] = ArrayBuffer.isView(of) ? ['', bytesOf(of)] : [textOf(of), new Uint8Array()]
      return JSON.parse(call((author) => author.review(source, snapshot, JSON.stringify({ by, at: timeOf('at', at) })), refused))
    },
    reviewTable(review, decisions = []) {
      const told = JSON.stringify(Array.from(decisions, (decided) => decided ?? {}))
      return call((author) => author.review_table(JSON.stringify(review), told), refused)
    },
    applyReview(source, table, { at, reviewer }) {
      const given = textOf(source)
      if (typeof table !== 'string') throw new TypeError('a decided review is given as the text of its CSV')
      if (reviewer !== undefined && typeof reviewer !== 'string') throw new TypeError('`reviewer` must be a name')
      return JSON.parse(call((author) => author.apply_review(given, table, JSON.stringify({ at: timeOf('at', at), reviewer })), refused))
    },
  }
}

function refusedBy(refusal: Refusal): RolepackError {
  const { code, message, help, load } = refusal
  if (load !== undefined) return new LoadError(load)
  return help === undefined ? new SourceError(refusal) : new RolepackError(code, message, help)
}

/** Empty bytes would stand for none. */
function bytesOf(snapshot: unknown): Uint8Array {
  if (!ArrayBuffer.isView(snapshot)) throw new TypeError('a snapshot is given as a Uint8Array')
  if (snapshot.byteLength === 0) throw new LoadError(1)
  return new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength)
}

function timeOf(name: string, value: unknown): number {
  const number = value instanceof Date ? value.getTime() : value
  if (!Number.isSafeInteger(number)) throw new TypeError(`\`${name}\` must be milliseconds since 1970, or a Date`)
  return number as number
}

function seed(): bigint {
  return crypto.getRandomValues(new BigUint64Array(1))[0]!
}

/** As the module reads it: `{ text: [name, text] }` or `{ files }`. */
function textOf(source: unknown): string {
  if (typeof source === 'string') {
    // JSON begins with a brace; YAML that does is JSON's shape as well, but for what JSON refuses.
    return JSON.stringify({ text: [/^\s*\{/.test(source) ? 'source.json' : 'source.yaml', source] })
  }
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw new TypeError('a source is a document as an object, its text, or texts by file name')
  }
  const files = Object.entries(source)
  if (files.length > 0 && files.every(([, text]) => typeof text === 'string')) return JSON.stringify({ files: source })
  return JSON.stringify({ text: ['source.json', JSON.stringify(source, told)] })
}

/** What JSON would leave out is refused: `until: undefined` would be for ever, `within: undefined` everywhere. */
function told(name: string, value: unknown): unknown {
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`\`${name}\` is ${value === undefined ? 'undefined' : `a ${typeof value}`}: leave the field out, or give a value`)
  }
  return value
}

function optionsOf(options: PackOptions): string {
  if (typeof options !== 'object' || options === null) throw new TypeError('the options of `pack` are an object')
  const told: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (!['at', 'sequence', 'created', 'expires', 'nextChange', 'labels'].includes(name)) throw new TypeError(`\`pack\` has no option \`${name}\``)
    const number = value instanceof Date ? value.getTime() : value
    if (name === 'labels' ? typeof number !== 'boolean' : !Number.isSafeInteger(number) || (name === 'sequence' && (number as number) < 0)) {
      throw new TypeError(`\`${name}\` must be ${name === 'labels' ? 'true or false' : name === 'sequence' ? 'a whole number' : 'milliseconds since 1970, or a Date'}`)
    }
    told[name] = number
  }
  return JSON.stringify(told)
}
