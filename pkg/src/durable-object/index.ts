// The entry `rolepack/durable-object`: for Cloudflare's workers alone, which bring `cloudflare:workers`.
import { DurableObject } from 'cloudflare:workers'
import { SnapshotKeeper, type State } from './keeper.js'
import { optionsOf, type SnapshotObjectOptions } from './options.js'

export type { State } from './keeper.js'
export type { Action, SnapshotObjectOptions } from './options.js'
export { durableFloor, fromDurableObject, type SnapshotStub } from './stub.js'

/** What an object of the class answers: `fetch` to whoever is let through to it, the rest to the worker whose binding it is. */
export interface SnapshotObject {
  /** `POST` takes a new snapshot, `GET` answers the newest, or tells of new ones as server-sent events to who accepts those. */
  fetch(request: Request): Promise<Response>
  /** The newest snapshot: 200, 304 where it is the one of this ETag, 503 where there is none. */
  newest(known?: string): Response
  /** The highest sequence that it took, or was told of. */
  floor(): number
  /** Tells it of a sequence that was seen: nothing lower is taken or answered from then on. */
  raise(sequence: number): Promise<void>
}

/**
 * A class of Durable Objects, each of which keeps the newest snapshot of an organisation. `options` may be a function of the worker's `env` and
 * the object's id, for keys that stand in `env` and for several organisations. Throws a TypeError or a KeyError where an option is wrong.
 */
export function snapshotObject<Env = unknown>(
  options: SnapshotObjectOptions<Env> | ((env: Env, id: State['id']) => SnapshotObjectOptions<Env>),
): new (state: State, env: Env) => SnapshotObject {
  const given = typeof options === 'function' ? options : optionsOf(options)
  return class extends DurableObject<Env> implements SnapshotObject {
    readonly #keeper: SnapshotKeeper<Env>

    constructor(state: State, env: Env) {
      super(state, env)
      this.#keeper = new SnapshotKeeper(state, env, typeof given === 'function' ? optionsOf(given(env, state.id)) : given)
    }

    fetch(request: Request): Promise<Response> {
      return this.#keeper.answer(request)
    }

    newest(known?: string): Response {
      return this.#keeper.newest(known ?? null)
    }

    floor(): number {
      return this.#keeper.floor
    }

    raise(sequence: number): Promise<void> {
      return this.#keeper.raise(sequence)
    }
  }
}
