import { Engine, type Module, type Open } from './engine.js'
import { RolepackError } from './errors.js'
import { fields, isId, who, questionAbout, type Parts, type Question } from './request.js'
import type { Boxes, Effective, Explanation, Reach, Reason } from './types.js'
import { instantiate } from './wasm/full.js'

type Rich = Module & {
  explain(length: number): Explanation
  effective(length: number): Effective
  whoCan(length: number): string[] | Reason
  slice(length: number, explain: boolean, labels: boolean): Uint8Array
  shard(from: string, to: string): Uint8Array
  reach(length: number, dimension?: string): Boxes | Reach
}

/** A new instance of the full build: its memory goes with the snapshot that is loaded into it. */
export function instance(compiled: WebAssembly.Module): Rich {
  const { linearMemory, ...functions } = instantiate(compiled)
  return { ...functions, memory: linearMemory() } as Rich
}

/** The snapshot of another engine, once more. It has been let in, whatever the time is now. */
export function openAgain(engine: Engine, open: Open<RichEngine>): RichEngine {
  return open(engine.bytes, { organization: '', minSequence: NaN, slice: engine.sliceOf !== undefined, now: -Infinity })
}

/** An engine that also answers with objects. */
export class RichEngine extends Engine {
  explain(question: Question): Explanation {
    const answer = this.rich<Explanation, Rich>(question.parts, (module, length) => module.explain(length))
    return answer ?? { ...this.check({ ...question, parts: null }), paths: [], held: [], wouldGrant: [] }
  }

  effective(parts: Parts | null): Effective {
    return this.rich<Effective, Rich>(parts, (module, length) => module.effective(length)) ?? { reason: 'invalid-request', groups: [] }
  }

  whoCan({ parts }: Question): string[] {
    const answer = this.rich<string[] | Reason, Rich>(parts, (module, length) => module.whoCan(length)) ?? 'invalid-request'
    if (typeof answer === 'string') {
      throw new RolepackError(answer, `nobody can be named: ${answer}`, 'ask for a permission, a right and dimensions that the organisation has')
    }
    return answer
  }

  reach({ parts }: Question, dimension: unknown): Boxes | Reach {
    const known = dimension === undefined || isId(dimension)
    const answer = this.rich<Boxes | Reach, Rich>(known ? parts : null, (module, length) => module.reach(length, dimension as string | undefined))
    return answer ?? { reason: 'invalid-request', values: [] }
  }

  slice(user: unknown, options: unknown): Uint8Array {
    const { explain = false, labels = false, ...presented } = flat(options, ['identityGroups', 'accessMethod', 'explain', 'labels'])
    if (typeof explain !== 'boolean' || typeof labels !== 'boolean') throw new TypeError('`explain` and `labels` must be true or false')
    return this.#cut(questionAbout(who(user, presented)), (module, length) => module.slice(length, explain, labels))
  }

  shard(from: unknown, to: unknown): Uint8Array {
    if (typeof from !== 'string' || typeof to !== 'string') throw new TypeError('`from` and `to` must be strings, empty for an open end')
    return this.#cut(questionAbout(['', '', []]), (module) => module.shard(from, to))
  }

  #cut(parts: Parts | null, cut: (module: Rich, length: number) => Uint8Array): Uint8Array {
    let code: unknown = 'invalid-request'
    const bytes = this.rich<Uint8Array | undefined, Rich>(parts, (module, length) => {
      try {
        return cut(module, length)
      } catch (error) {
        if (typeof error === 'string') code = error
        return undefined
      }
    })
    if (bytes) return bytes
    throw new RolepackError(String(code), `it cannot be cut: ${code}`, 'cut from a whole snapshot, or from a shard that has all that is asked for')
  }
}

/** Own properties only, and no others. */
function flat(options: unknown, known: string[]): Record<string, unknown> {
  try {
    return options === undefined ? Object.create(null) : fields(options, known)
  } catch {
    throw new TypeError(`the options are ${known.map((name) => `\`${name}\``).join(', ')}, in a plain object`)
  }
}
