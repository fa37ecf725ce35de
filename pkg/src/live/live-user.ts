import type { Decision } from '../types.js'
import type { Askable, Keeps } from './live-access.js'
import { answered } from './live-access.js'

type Asked = { readonly id: string | undefined } & Record<string, (...given: unknown[]) => unknown>

/** A user of whatever snapshot answers at the moment. */
export class LiveUser {
  readonly #keeper: Keeps<Askable>
  readonly #given: unknown[]
  #access: Askable | undefined
  #user: Asked | undefined

  constructor(keeper: Keeps<Askable>, [id, presented]: unknown[]) {
    this.#keeper = keeper
    this.#given = [id, kept(presented)]
  }

  get id(): string | undefined {
    return this.#now.id
  }

  can(...given: unknown[]): unknown {
    return this.#keeper.answers && this.#now.can!(...given)
  }

  canAny(...permissions: unknown[]): unknown {
    return this.#keeper.answers && this.#now.canAny!(...permissions)
  }

  canAll(...permissions: unknown[]): unknown {
    return this.#keeper.answers && this.#now.canAll!(...permissions)
  }

  check(...given: unknown[]): Decision {
    return answered(this.#keeper, this.#now.check!(...given) as Decision)
  }

  permissions(): unknown {
    return this.#keeper.answers ? this.#now.permissions!() : []
  }

  rights(...given: unknown[]): unknown {
    return this.#keeper.answers ? this.#now.rights!(...given) : []
  }

  explain(...given: unknown[]): unknown {
    // Throws where nothing may answer.
    this.#keeper.current()
    return this.#now.explain!(...given)
  }

  get #now(): Asked {
    const access = this.#keeper.latest!
    if (this.#access !== access) {
      this.#user = access.user(...(this.#given as [])) as unknown as Asked
      this.#access = access
    }
    return this.#user!
  }
}

/** What was presented at the time, whatever becomes of it; what is malformed stays so. */
function kept(presented: unknown): unknown {
  try {
    return structuredClone(presented)
  } catch {
    return presented
  }
}
