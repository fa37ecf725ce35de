import type { Access } from 'rolepack'
import type { RolepackError } from '../errors.js'
import { coded, unavailable, type Why } from '../live/errors.js'
import { tooLow } from '../live/follows.js'
import { listening } from '../live/listening.js'
import type { Keeps } from '../live/live-access.js'
import { tell, told } from '../live/report.js'
import type { Fetched } from '../live/source.js'
import { alone } from './alone.js'
import { endOf, isNewer, loaded, staleFor, type Held } from './entry.js'
import { moments } from './moments.js'
import { nothing } from './nothing.js'
import type { Settings } from './options.js'
import { Shelf } from './shelf.js'
import type { News } from './tabs.js'

const SOONEST = 1_000

/** The longest that a timer takes. */
const LONGEST = 2 ** 31 - 1

/** One user's slice in this tab: what the source gave last, or gave another tab. */
export class KeptSlice implements Keeps<Access> {
  readonly #settings: Settings
  readonly #shelf: Shelf
  readonly #nothing: Access
  readonly #listeners = new Set<() => void>()
  #held: Held | undefined
  /** How often the user was turned away: what was asked or read before that does not count. */
  #turns = 0
  #over: Why | undefined
  #failure: RolepackError | undefined
  #failures = 0
  #asked = 0
  #due = 0
  /** The highest sequence that the source told of since it was asked last; infinite where it did not say. */
  #toldOf = 0
  #asking: Promise<void> | undefined
  #timer: unknown
  #end: (() => void) | undefined
  /** What listeners know. */
  #told: Access | Why | undefined = 'no-snapshot'

  constructor(settings: Settings) {
    this.#settings = settings
    this.#nothing = nothing(settings)
    this.#shelf = new Shelf(settings, (news) => this.#heard(news))
  }

  /** Where a slice is kept that may answer, it does, and the source is asked meanwhile; otherwise the source is waited for. */
  async begin(): Promise<void> {
    const found = await this.#shelf.open()
    if (this.#over) return
    this.#end = this.#follow()
    if (found && this.#turns === 0) this.#adopt(found)
    const asked = this.refresh()
    if (!this.#held) await asked
  }

  current(): Access {
    const why = this.#unusable()
    if (why) throw unavailable(why, Math.max(SOONEST, this.#due - Date.now()), this.#failure)
    return this.#held!.access
  }

  get latest(): Access {
    return this.#held?.access ?? this.#nothing
  }

  get answers(): boolean {
    return this.#unusable() === undefined
  }

  get stale(): boolean {
    return !this.#held || staleFor(this.#held) > 2 * this.#settings.refreshEvery
  }

  get failure(): RolepackError | undefined {
    return this.#failure
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Asks the source now, or waits for who does. Never rejects. */
  refresh(): Promise<void> {
    return (this.#asking ??= this.#refreshed().finally(() => (this.#asking = undefined)))
  }

  /** Denies everything at once, in all tabs, and removes what is kept. */
  forget(): Promise<void> {
    this.#stop('forgotten')
    return this.#shelf.remove()
  }

  close(): void {
    this.#stop('closed')
    this.#shelf.close()
  }

  /** What it is looked at again by, beside a timer. Gives what ends that. */
  #follow(): () => void {
    const { source, organization, user, accessMethod } = this.#settings
    const ended = new AbortController()
    const leave = moments(() => void this.#look(), () => void this.refresh())
    const listen = () => listening(source, (sequence) => this.#news(sequence), ended.signal, () => this.#held?.access.sequence)
    if (source.listen) void alone(`rolepack ${JSON.stringify([organization, user, accessMethod])}`, ended.signal, listen)
    return () => {
      leave()
      ended.abort()
    }
  }

  /** Of what the source tells while it is asked nobody knows whether its answer holds it. */
  #news(sequence = Infinity): void {
    if (this.#over) return
    this.#toldOf = Math.max(this.#toldOf, sequence)
    this.#wait()
  }

  async #refreshed(): Promise<void> {
    if (this.#over) return
    const { source } = this.#settings
    const [asked, turns] = [this.#held, this.#turns]
    try {
      this.#asked = Date.now()
      this.#toldOf = 0
      const fetched = await source.fetch(asked?.tag)
      if (this.#over) return
      if (this.#turns !== turns) return this.#refreshed()
      this.#take(fetched, asked)
    } catch (error) {
      return this.#over ? undefined : this.#failed(error)
    }
    this.#well()
    if (this.#held) await this.#shelf.put(this.#held)
  }

  /** The source has the last word: what it gives is taken, but for an older one. */
  #take(fetched: Fetched | undefined, asked: Held | undefined): void {
    const confirmed = Date.now()
    // Meanwhile another tab may have brought a newer one.
    const held = this.#held
    if (!fetched) {
      if (!asked) throw unavailable('no-snapshot', this.#settings.refreshEvery, undefined)
      if (held?.slice === asked.slice) this.#held = { ...held, confirmed }
      return
    }
    const access = loaded(fetched.bytes, this.#settings)
    if (held && access.sequence < held.access.sequence) throw tooLow(access.sequence, held.access.sequence)
    const slice = access.serialize()
    this.#held = { access: slice === held?.slice ? held.access : access, slice, tag: fetched.tag, confirmed }
  }

  #failed(thrown: unknown): void {
    const { refreshEvery, report } = this.#settings
    const error = coded(thrown)
    const known = error.code === this.#failure?.code
    this.#failure = error
    this.#due = Date.now() + Math.min(refreshEvery, SOONEST * 2 ** Math.min(this.#failures++, 20)) * jitter()
    if (!known) tell(report, error)
    if (isTurnedAway(thrown)) {
      this.#letGo()
      void this.#shelf.empty()
    }
    this.#changed()
  }

  #well(): void {
    this.#failure = undefined
    this.#failures = 0
    this.#due = (this.#held?.confirmed ?? Date.now()) + this.#settings.refreshEvery * jitter()
    this.#changed()
  }

  #heard(news: News): void {
    if (this.#over) return
    if (news === 'kept') return void this.#read()
    if (news === 'refused') {
      this.#letGo()
      return this.#changed()
    }
    this.#stop(news)
    this.#shelf.close()
  }

  async #read(): Promise<void> {
    const turns = this.#turns
    const found = await this.#shelf.read()
    if (found && !this.#over && this.#turns === turns) this.#adopt(found)
  }

  /** Takes what another tab was given, if it is newer: an older one never takes the place of a newer one. */
  #adopt(found: Held): void {
    const held = this.#held
    if (held && !isNewer(found, held)) return
    this.#held = held?.slice === found.slice ? { ...found, access: held.access } : found
    this.#well()
  }

  /** Asks the source if that is due, unless another tab has asked it. */
  async #look(): Promise<void> {
    this.#changed()
    await this.#read()
    if (this.#over) return
    const now = Date.now()
    // Where the clock was set back nobody knows how long ago it was asked.
    if (now >= this.#dueAt || now < this.#asked) await this.refresh()
    else this.#wait()
  }

  get #dueAt(): number {
    const { nextChange = -1, sequence = -1 } = this.#held?.access ?? {}
    const due = this.#asked < nextChange ? Math.min(this.#due, nextChange) : this.#due
    // However often it tells of news it is asked once a second.
    return this.#toldOf > sequence ? Math.min(due, this.#asked + SOONEST) : due
  }

  #wait(): void {
    clearTimeout(this.#timer as number)
    const end = this.#held && this.answers ? endOf(this.#held, this.#settings) : Infinity
    const left = Math.min(this.#dueAt, end) - Date.now()
    this.#timer = setTimeout(() => void this.#look(), Math.min(Math.max(left, SOONEST / 20), LONGEST))
    // A program is not kept from ending by it.
    ;(this.#timer as { unref?: () => void }).unref?.()
  }

  #changed(): void {
    const now = this.#unusable() ?? this.latest
    const other = now !== this.#told
    this.#told = now
    if (other) for (const listener of [...this.#listeners]) told(listener)
    if (!this.#over) this.#wait()
  }

  #letGo(): void {
    this.#turns++
    this.#held?.access.close()
    this.#held = undefined
  }

  #stop(why: Why): void {
    if (this.#over) return
    this.#over = why
    clearTimeout(this.#timer as number)
    this.#end?.()
    this.#letGo()
    this.#changed()
    this.#listeners.clear()
  }

  #unusable(): Why | undefined {
    if (this.#over) return this.#over
    const held = this.#held
    if (!held) return 'no-snapshot'
    if (Date.now() >= (held.access.expires ?? Infinity)) return 'expired'
    return staleFor(held) > this.#settings.maxStale ? 'stale' : undefined
  }
}

/** Whether the source says that the page's user is not who is signed in: then what is held is somebody else's. */
function isTurnedAway(error: unknown): boolean {
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown }
  return status === 401 || status === 403 || code === 'other-part' || code === 'wrong-organization'
}

/** Between three quarters and five quarters. */
function jitter(): number {
  return 0.75 + Math.random() / 2
}
