import { RolepackError } from '../errors.js'
import { tabs, type News, type Tabs } from './tabs.js'
import { entryFor, entryOf, heldOf, isNewer, type Entry, type Held } from './entry.js'
import type { Settings } from './options.js'
import { inTime, LATE } from './storage.js'

/**
 * One user's place in the storage that all tabs share. What stands there belongs to a session, which the first tab draws and a sign-out removes: whoever
 * has another one was signed out, and writes nothing. Where the storage fails nothing is kept, and nothing else changes.
 */
export class Shelf {
  readonly #settings: Settings
  readonly #heard: (news: News) => void
  readonly #key: string
  readonly #tabs: Tabs
  #session: string | undefined

  constructor(settings: Settings, heard: (news: News) => void) {
    this.#settings = settings
    this.#heard = heard
    this.#key = JSON.stringify([settings.organization, settings.user, settings.accessMethod])
    // While it is not known which session this is, it may be the one that ends.
    this.#tabs = tabs(this.#key, (session, news) => (session === undefined || this.#session === undefined || session === this.#session) && heard(news))
  }

  /** Joins the session that there is, or begins one, and gives the slice that may answer. What is spoilt, too old or of somebody else is removed. */
  async open(): Promise<Held | undefined> {
    const drawn = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('.')
    let found: Held | undefined
    try {
      await inTime(this.#settings.storage, this.#key, (value) => {
        const entry = entryOf(value)
        this.#session = entry?.session ?? drawn
        found = entry && heldOf(entry, this.#settings)
        return found ? value : { session: this.#session }
      })
    } catch {
      this.#session = found = undefined
    }
    return found
  }

  /** What another tab has put there, if it may answer. */
  async read(): Promise<Held | undefined> {
    let found: Held | undefined
    await this.#change((entry) => {
      found = heldOf(entry, this.#settings)
      return undefined
    })
    return found
  }

  /** Puts a slice there, unless a newer one stands there. */
  async put(held: Held): Promise<void> {
    await this.#change((entry, session) => {
      const theirs = heldOf(entry, this.#settings)
      return theirs && isNewer(theirs, held) ? undefined : entryFor(session, held)
    }, 'kept')
  }

  /** Removes the slice of who was turned away; the session goes on. */
  async empty(): Promise<void> {
    await this.#change((_, session) => ({ session }), 'refused')
  }

  /** Ends the session, for all tabs. */
  async remove(): Promise<void> {
    const session = this.#session
    // Before it is removed, for it is heard at once; and after, for whoever has read it meanwhile.
    this.#tabs.tell(session, 'forgotten')
    try {
      await inTime(this.#settings.storage, this.#key, (value) => (session === undefined || entryOf(value)?.session === session ? undefined : value))
    } catch (cause) {
      // Where nothing can be kept there is nothing to remove.
      if (session === undefined && cause !== LATE) return
      const error = new RolepackError('not-forgotten', 'the slice could not be removed from the storage', "clear the site's data: a sign-out may be answered with `Clear-Site-Data`")
      throw Object.assign(error, { cause })
    } finally {
      this.#tabs.tell(session, 'forgotten')
      this.#tabs.close()
    }
  }

  close(): void {
    this.#tabs.close()
  }

  /** Puts something else there, if this session has not ended, and tells the other tabs. */
  async #change(next: (entry: Entry, session: string) => Entry | undefined, news?: News): Promise<void> {
    const session = this.#session
    if (session === undefined) return
    let ended = false
    try {
      await inTime(this.#settings.storage, this.#key, (value) => {
        const entry = entryOf(value)
        ended = entry?.session !== session
        return entry && !ended ? (next(entry, session) ?? value) : value
      })
    } catch {
      return
    }
    if (ended) this.#heard('forgotten')
    else if (news) this.#tabs.tell(session, news)
  }
}
