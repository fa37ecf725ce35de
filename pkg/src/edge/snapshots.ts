import { Access } from 'rolepack'
import { Keeper } from '../live/keeper.js'
import type { GuardOptions } from './options.js'
import { Refusal } from './refusal.js'

/** For how many milliseconds a request waits for its first snapshot. */
const LONGEST = 30_000

/** The snapshots of several organisations, so many at most. Fetched within requests, by the environment of the one that asks. */
export class Snapshots<Env> {
  readonly #options: GuardOptions<Env>
  readonly #most: number
  /** The one that was asked longest ago stands first. */
  readonly #held = new Map<string, Held<Env>>()
  /** The one that was asked last, which stands last. */
  #last: Held<Env> | undefined

  /** Throws a TypeError where an option is wrong. */
  constructor(options: GuardOptions<Env>) {
    this.#options = options
    this.#most = options.organizations ?? 16
    this.#make('-', undefined as Env)
  }

  /** What answers for the organisation. Throws an UnavailableError. */
  of(organization: string, env: Env, background: (work: Promise<unknown>) => void): Answering | Promise<Answering> {
    const held = this.#used(organization, env)
    const answering = () => its(organization, this.#newest(organization, held).keeper.current())
    return held.keeper.rests ? answering : this.#ready(held, background, answering)
  }

  async #ready({ keeper }: Held<Env>, background: (work: Promise<unknown>) => void, answering: Answering): Promise<Answering> {
    // A source that never answers would keep whoever waits for it.
    await (keeper.answers ? keeper.ready(background) : soon(keeper.ready(background)))
    return answering
  }

  /** Who waited long for something else may find that another keeps the organisation's snapshot by now. */
  #newest(organization: string, held: Held<Env>): Held<Env> {
    const other = this.#held.get(organization)
    if (other === held) return held
    return other?.keeper.answers && other.keeper.latest!.sequence >= (held.keeper.latest?.sequence ?? 0) ? other : held
  }

  #used(organization: string, env: Env): Held<Env> {
    const held = this.#held.get(organization) ?? this.#make(organization, env)
    held.env = env
    if (held === this.#last) return held
    this.#last = held
    this.#held.delete(organization)
    if (this.#held.size >= this.#most) this.#held.delete(this.#leastWanted())
    this.#held.set(organization, held)
    return held
  }

  /** One that has no snapshot goes first, so that naming organisations that have none drives nobody else out. */
  #leastWanted(): string {
    for (const [organization, { keeper }] of this.#held) if (!keeper.latest) return organization
    return this.#held.keys().next().value!
  }

  #make(organization: string, env: Env): Held<Env> {
    const { snapshot, publicKeys, minSequence, floor, refreshEvery, maxStale, whenStale, report } = this.#options
    const held = { env } as Held<Env>
    const source = {
      async fetch(known: string | undefined) {
        const from = await snapshot(held.env, organization)
        if (typeof from?.fetch !== 'function') throw new TypeError('`snapshot` must give a source, such as `fromURL`, `fromKV`, `fromR2` or `fromBytes` make')
        return from.fetch(known)
      },
    }
    const kept = floor && { read: () => floor(held.env, organization).read(), raise: (sequence: number) => floor(held.env, organization).raise(sequence) }
    held.keeper = new Keeper(Access, source, { organization, publicKeys, minSequence, floor: kept, refreshEvery, maxStale, whenStale, report })
    return held
  }
}

/** Waits for it, but not for long: `current` says then that there is none. */
async function soon(work: Promise<unknown>): Promise<void> {
  let timer: unknown
  const late = new Promise<void>((done) => (timer = setTimeout(done, LONGEST)))
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer as number)
  }
}

/** The snapshot of this moment. Throws an UnavailableError. */
export type Answering = () => Access

interface Held<Env> {
  keeper: Keeper<Access>
  env: Env
}

/** Compared once more, for nothing else keeps organisations apart. A slice would say of everybody else that they may nothing. */
function its(organization: string, access: Access): Access {
  if (access.organization === organization && access.kind !== 'slice') return access
  throw new Refusal(503, 'not-for-guards', `the snapshot is not one of \`${organization}\` that a guard takes`, 'see where the snapshot comes from')
}
