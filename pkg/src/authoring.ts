import { LoadError, RolepackError } from './errors.js'
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

  return {
    pack(source, options = {}) {
      const [given, told] = [textOf(source), optionsOf(options)]
      return { bytes: call((author) => author.pack(given, told), (refusal) => new SourceError(JSON.parse(refusal as string) as Refusal)) }
    },
    problems(source) {
      const given = textOf(source)
      return (JSON.parse(call((author) => author.problems(given))) as { problems: Problem[] }).problems
    },
    unpack(snapshot, { slice = false } = {}) {
      if (!ArrayBuffer.isView(snapshot)) throw new TypeError('a snapshot is given as a Uint8Array')
      const [seed] = crypto.getRandomValues(new BigUint64Array(1))
      return JSON.parse(call((author) => author.unpack(snapshot, slice, seed!), (number) => new LoadError(number as number)))
    },
  }
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
