import { unpack } from './bytes.js'
import { Engine, type Module } from './engine.js'
import { RolepackError } from './errors.js'
import { fields, who, questionAbout, type Question } from './request.js'
import type { Effective, Explanation, Reason } from './types.js'
import { instantiate as instantiateFull } from './wasm/full.js'
import full from './wasm/full.inline.js'

type Rich = Module & {
  explain(length: number): Explanation
  effective(length: number): Effective
  whoCan(length: number): string[] | Reason
  slice(length: number, explain: boolean, labels: boolean): Uint8Array | string
}

let compiled: WebAssembly.Module | undefined

export function instantiate(): Rich {
  compiled ??= new WebAssembly.Module(unpack(full))
  const { memory, ...functions } = instantiateFull(compiled)
  return { ...functions, memory: memory() } as Rich
}

/** The snapshot of another engine, in one of the full build. It has been let in, whatever the time is now. */
export function openAgain(engine: Engine): RichEngine {
  const expected = { organization: '', minSequence: NaN, slice: engine.kind === 'slice', now: -Infinity }
  return new RichEngine(instantiate(), engine.bytes, expected)
}

/** An engine that also answers with objects. */
export class RichEngine extends Engine {
  explain(question: Question): Explanation {
    const { text } = question
    const answer = this.rich<Explanation, Rich>(text, (module, length) => module.explain(length))
    return answer ?? { ...this.check({ ...question, text: null }), paths: [], held: [], wouldGrant: [] }
  }

  effective(text: string | null): Effective {
    return this.rich<Effective, Rich>(text, (module, length) => module.effective(length)) ?? { reason: 'invalid-request', groups: [] }
  }

  whoCan({ text }: Question): string[] {
    const answer = this.rich<string[] | Reason, Rich>(text, (module, length) => module.whoCan(length)) ?? 'invalid-request'
    if (typeof answer === 'string') {
      throw new RolepackError(answer, `nobody can be named: ${answer}`, 'ask for a permission, a right and dimensions that the organisation has')
    }
    return answer
  }

  slice(user: unknown, options: unknown): Uint8Array {
    const { explain = false, labels = false, ...presented } = fields(options ?? {}, ['identityGroups', 'accessMethod', 'explain', 'labels'])
    const text = questionAbout(who(user, presented))
    const answer = this.rich<Uint8Array | string, Rich>(text, (module, length) => module.slice(length, explain === true, labels === true)) ?? 'invalid-request'
    if (typeof answer === 'string') throw new RolepackError(answer, `no slice can be cut: ${answer}`, 'cut it from a whole snapshot, or from a shard that has the user')
    return answer
  }
}
