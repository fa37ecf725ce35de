import { RolepackError } from '../engine.js'
import { isId } from '../request.js'
import type { Header, LoadOptions } from '../types.js'
import { coded, unavailable, UnavailableError, type Why } from './errors.js'
import { envelopeOf, follow, isSame, tooLow, type Seen } from './follows.js'
import { partOf } from './part.js'
import { tell, told } from './report.js'
import type { Fetched, Source } from './source.js'
import { keysOf, verify, type Keys } from './verify.js'

/** How a snapshot is kept fresh, and what it has to be. */
export interface KeepOptions {
  /** Whose snapshot is expected. Required with keys, which may sign for several. */
  readonly organization?: string | undefined
  /** What `rolepack keygen` printed. With keys nothing is taken but what one of them signed. Several, while keys are changed. */
  readonly publicKeys?: readonly string[] | undefined
  /** A slice for one user, and nothing else. Slices are not signed. */
  readonly slice?: boolean | undefined
  /** Refuse a lower sequence, from the first one on. */
  readonly minSequence?: number | undefined
  /** The highest sequence that was seen, kept where it outlives this process. */
  readonly floor?: Floor | undefined
  /** After how many milliseconds the source is asked again; 60,000 if absent. The moment varies, so that not all come at once. */
  readonly refreshEvery?: number | undefined
  /** How long, in milliseconds, to answer without the source having said that this is the newest; 900,000 if absent. */
  readonly maxStale?: number | undefined
  /** Past that: `refuse` to answer, as if absent, or `carry-on` and say so. Past its `expires` a snapshot never answers. */
  readonly whenStale?: 'refuse' | 'carry-on' | undefined
  /** Told what was refused, or could not be fetched, while the one before answers on, and once when that is too stale. Warns on the console if absent. */
  readonly report?: ((error: RolepackError) => void) | undefined
}

/** A number that only rises, kept by the platform: in KV, in a Durable Object, in a database. */
export interface Floor {
  read(): Promise<number | undefined>
  raise(sequence: number): Promise<void>
}

/** What can be loaded and asked. */
export interface Snapshot extends Header {
  close(): void
}

/** A class of this package whose `load` makes them. */
export interface Loads<A> {
  load(bytes: Uint8Array, options: LoadOptions): A
}

interface Held<A> extends Seen {
  readonly access: A
  readonly tag: string | undefined
}

const SOONEST = 1_000
/** After so long, who began to ask may have been given up by the platform, as a request is whose caller went away: another asks too. */
const LONGEST = 10_000

/**
 * One snapshot, fetched, checked, and replaced by newer ones between two questions. It does nothing by itself: who asks drives it, so that it
 * keeps to what workers may do. No promise of one request is waited for by another: they share what was loaded, not the loading.
 */
export class Keeper<A extends Snapshot> {
  readonly #loads: Loads<A>
  readonly #source: Source
  readonly #options: KeepOptions
  readonly #every: number
  readonly #maxStale: number
  #keys: Keys | undefined
  #held: Held<A> | undefined
  #failure: RolepackError | undefined
  /** When the source last said that what is held is the newest. */
  #confirmed = 0
  /** When it was last asked, whatever came of it, and when to ask again. */
  #asked = 0
  #due = 0
  #failures = 0
  /** When somebody began to ask; 0 while nobody does. */
  #asking = 0
  #closed = false
  /** What listeners know. */
  #answered = false
  /** Whether it was reported that what is held is too stale. */
  #staleTold = false
  readonly #listeners = new Set<() => void>()

  /** Throws a TypeError where an option is wrong. */
  constructor(loads: Loads<A>, source: Source, options: KeepOptions) {
    const { organization, publicKeys, slice, minSequence = 0, floor, refreshEvery = 60_000, maxStale = 900_000, whenStale = 'refuse' } = options
    const wrong =
      (organization !== undefined && !isId(organization) && '`organization` must be an id') ||
      (slice !== undefined && typeof slice !== 'boolean' && '`slice` must be true or false') ||
      (!(Number.isSafeInteger(minSequence) && minSequence >= 0) && '`minSequence` must be a whole number') ||
      (floor !== undefined && (typeof floor?.read !== 'function' || typeof floor.raise !== 'function') && '`floor` must have `read` and `raise`') ||
      (publicKeys !== undefined && (!Array.isArray(publicKeys) || publicKeys.length === 0) && '`publicKeys` must be an array of at least one key') ||
      (publicKeys && organization === undefined && '`organization` is required with `publicKeys`: a key may sign for several') ||
      (publicKeys && slice && '`publicKeys` and `slice` exclude each other: slices are not signed') ||
      (!(refreshEvery >= SOONEST) && '`refreshEvery` must be 1000 milliseconds or more') ||
      (!(maxStale >= 0) && '`maxStale` must be a number of milliseconds') ||
      (whenStale !== 'refuse' && whenStale !== 'carry-on' && '`whenStale` must be `refuse` or `carry-on`')
    if (wrong) throw new TypeError(wrong)
    this.#loads = loads
    this.#source = source
    this.#options = options
    this.#every = refreshEvery
    this.#maxStale = maxStale
  }

  /** What answers at this moment. Throws an UnavailableError where nothing may. */
  current(): A {
    const held = this.#held
    const why = this.#unusable(held, Date.now())
    if (held === undefined || why) throw this.#unavailable(why ?? 'no-snapshot')
    return held.access
  }

  /** What was loaded last, whether or not it may answer still. */
  get latest(): A | undefined {
    return this.#held?.access
  }

  /** Whether `latest` may answer at this moment. */
  get answers(): boolean {
    return this.#unusable(this.#held, Date.now()) === undefined
  }

  /** Whether `latest` may answer, and nothing is due. */
  get rests(): boolean {
    const now = Date.now()
    return this.#unusable(this.#held, now) === undefined && !this.#isDue(now)
  }

  /** Whether what is held should have been confirmed or replaced by now: an attempt failed, or its next change has come. */
  get stale(): boolean {
    const now = Date.now()
    return this.#held === undefined || now - this.#confirmed > 2 * this.#every || now >= (this.#held.header.nextChange ?? Infinity)
  }

  /** Why the last attempt failed; undefined after one that did not. */
  get failure(): RolepackError | undefined {
    return this.#failure
  }

  /** When the source is to be asked again, in milliseconds since 1970. */
  get due(): number {
    const { nextChange } = this.#held?.header ?? {}
    return nextChange !== undefined && this.#asked < nextChange ? Math.min(this.#due, nextChange) : this.#due
  }

  /**
   * What answers, for who drives it: with nothing to answer from this waits for the source; with something, what is due is handed to
   * `background`. Throws an UnavailableError.
   */
  async ready(background: (work: Promise<unknown>) => void): Promise<A> {
    const now = Date.now()
    if (this.#held === undefined || this.#unusable(this.#held, now)) {
      if (this.#isDue(now) || this.#asking > 0) await this.refresh()
    } else if (this.#isDue(now) && !this.#busy(now)) {
      background(this.refresh())
    }
    return this.current()
  }

  /** Asks the source now, or waits for who does. What goes wrong is told by `report` and `failure`; never rejects. */
  async refresh(): Promise<void> {
    const other = this.#asking
    while (this.#busy(Date.now())) {
      await new Promise((done) => setTimeout(done, 5))
      if (this.#asking !== other) return
    }
    if (this.#closed) return
    const mine = (this.#asking = Date.now() || 1)
    try {
      await this.#ask()
      this.#confirmed = Date.now()
      this.#failures = 0
      this.#failure = undefined
      this.#due = this.#confirmed + this.#every * jitter()
    } catch (error) {
      this.#failed(coded(error))
    } finally {
      this.#asked = Date.now()
      if (this.#asking === mine) this.#asking = 0
      this.#tellStale()
      // Nothing may answer any more, or something again.
      if (this.answers !== this.#answered) this.#tell()
    }
  }

  /** Takes bytes that were brought: checked and swapped in as if they had been fetched. Throws what they are refused for. */
  async offer(bytes: Uint8Array): Promise<void> {
    await this.#take({ bytes: new Uint8Array(bytes) })
  }

  /** Calls back after every change of what answers, and of whether anything may. Gives what ends that. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Lets go of the snapshot. Nothing answers any more. */
  close(): void {
    this.#closed = true
    this.#held?.access.close()
    if (this.#answered) this.#tell()
    this.#listeners.clear()
  }

  async #ask(): Promise<void> {
    const fetched = await this.#source.fetch(this.#held?.tag)
    if (fetched) return this.#take(fetched)
    await this.#confirm()
    if (this.#held === undefined) throw new UnavailableError('no-snapshot', 'the source answers that nothing changed, and there is nothing yet', 'ask it without a condition', this.#every)
  }

  /** A source says that what is held is the newest: one that lags behind may, though a newer one was seen elsewhere. */
  async #confirm(): Promise<void> {
    const least = await this.#least()
    if (this.#held && this.#held.header.sequence < least) throw tooLow(this.#held.header.sequence, least)
  }

  /** Nothing is compared with what is no number, such as the text that a database may give: it would never be too low. */
  async #least(): Promise<number> {
    const least = (await this.#options.floor?.read()) ?? 0
    if (!(Number.isSafeInteger(least) && least >= 0)) throw new TypeError(`\`floor\` gave the ${typeof least} \`${String(least)}\`, which is no sequence`)
    return least
  }

  async #take({ bytes, tag }: Fetched): Promise<void> {
    const { organization, publicKeys, slice, minSequence, floor } = this.#options
    if (publicKeys) await verify(bytes, (this.#keys ??= await keysOf(publicKeys)))
    const envelope = envelopeOf(bytes)
    if (this.#held && isSame(this.#held.envelope, envelope)) {
      // Nothing new, whatever it is called now.
      this.#held = { ...this.#held, tag }
      return this.#confirm()
    }
    const least = Math.max(minSequence ?? 0, await this.#least())
    const expected: LoadOptions = { ...(organization === undefined ? {} : { organization }), ...(slice ? { slice } : {}), minSequence: least }
    const access = this.#loads.load(bytes, expected)
    const next: Held<A> = { access, header: headerOf(access), envelope, tag, part: partOf(bytes) }
    try {
      if (this.#closed) return access.close()
      if (this.#held) follow(this.#held, next)
      await floor?.raise(access.sequence)
      // Another may have been swapped in meanwhile, or the same.
      if (this.#held) follow(this.#held, next)
      if (this.#held && isSame(this.#held.envelope, envelope)) return access.close()
    } catch (error) {
      access.close()
      throw error
    }
    this.#held = next
    this.#confirmed = Date.now()
    this.#tell()
  }

  #tell(): void {
    this.#answered = this.answers
    for (const listener of [...this.#listeners]) told(listener)
  }

  #failed(error: RolepackError): void {
    this.#failure = error
    const longest = Math.max(this.#every, SOONEST)
    this.#due = Date.now() + Math.min(longest, SOONEST * 2 ** Math.min(this.#failures++, 20)) * jitter()
    tell(this.#options.report, error)
  }

  /** Once each time, also where it carries on: a source may well confirm a snapshot whose next change is long past. */
  #tellStale(): void {
    const held = this.#held
    const isStale = held !== undefined && !this.#closed && this.#staleFor(held, Date.now()) > this.#maxStale
    if (isStale && !this.#staleTold) tell(this.#options.report, this.#unavailable('stale'))
    this.#staleTold = isStale
  }

  #busy(now: number): boolean {
    return this.#asking > 0 && Math.abs(now - this.#asking) < LONGEST
  }

  /** Where the clock was set back, nobody knows how long ago the source was asked. By a little it differs between the requests of a worker. */
  #isDue(now: number): boolean {
    return now >= this.due || now < this.#asked - LONGEST
  }

  #staleFor({ header }: Held<A>, now: number): number {
    return Math.max(Math.abs(now - this.#confirmed), now - (header.nextChange ?? now))
  }

  #unusable(held: Held<A> | undefined, now: number): Why | undefined {
    if (this.#closed) return 'closed'
    if (held === undefined) return 'no-snapshot'
    if (held.header.expires !== undefined && now >= held.header.expires) return 'expired'
    return this.#options.whenStale !== 'carry-on' && this.#staleFor(held, now) > this.#maxStale ? 'stale' : undefined
  }

  #unavailable(why: Why): UnavailableError {
    return unavailable(why, Math.max(SOONEST, this.due - Date.now()), this.#failure)
  }
}

function headerOf({ organization, sequence, created, expires, nextChange, scoping, kind }: Header): Header {
  return { organization, sequence, created, expires, nextChange, scoping, kind }
}

/** Between three quarters and five quarters. */
function jitter(): number {
  return 0.75 + Math.random() / 2
}
