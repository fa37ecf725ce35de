import { RolepackError } from '../errors.js'
import { FetchError, SwapError } from '../live/errors.js'
import { follow, tooLow } from '../live/follows.js'
import { whole } from '../live/stream.js'
import { keysOf, type Keys } from '../live/verify.js'
import { checked, type Kept } from './checked.js'
import { eventOf, Listeners } from './listeners.js'
import { isCount, type Action, type Chosen } from './options.js'
import { read, write, writeFloor, type Storage } from './parts.js'

/** What is used of the state that an object is given. */
export interface State {
  readonly id: { readonly name?: string | undefined; toString(): string }
  readonly storage: Storage
  blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>
}

/** How many snapshots may come at a time. */
const AT_ONCE = 4

/** What an object does: keeps the newest snapshot, and answers requests for it. */
export class SnapshotKeeper<Env> {
  readonly #storage: Storage
  readonly #env: Env
  readonly #options: Chosen<Env>
  readonly #listeners: Listeners
  #keys: Keys | undefined
  #kept: Kept | undefined
  #floor = 0
  /** Why there is none. */
  #lack = 'no snapshot was pushed yet'
  #coming = 0
  /** What changes something is done one after the other. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(state: State, env: Env, options: Chosen<Env>) {
    this.#storage = state.storage
    this.#env = env
    this.#options = options
    this.#listeners = new Listeners(options.maxListeners)
    void state.blockConcurrencyWhile(() => this.#restore())
  }

  get floor(): number {
    return this.#floor
  }

  /** Answers whoever was let through to the object. */
  async answer(request: Request): Promise<Response> {
    const { method, headers } = request
    if (!['GET', 'HEAD', 'POST'].includes(method)) return problem(405, 'method-not-allowed', `${method} means nothing here`, { allow: 'GET, HEAD, POST' })
    const events = method === 'GET' && /\btext\/event-stream\b/i.test(headers.get('accept') ?? '')
    const action = method === 'POST' ? 'push' : events ? 'listen' : 'read'
    if (!(await this.#may(request, action))) return problem(403, 'forbidden', `you may not ${action === 'push' ? 'push a snapshot' : 'read it'} here`)
    if (action === 'push') return this.#pushed(request)
    if (action === 'listen') return this.#listened()
    const answer = this.newest(headers.get('if-none-match'))
    return method === 'HEAD' ? new Response(null, answer) : answer
  }

  newest(known: string | null): Response {
    const kept = this.#kept
    if (!kept || kept.header.sequence < this.#floor) {
      return problem(503, 'no-snapshot', kept ? 'a newer snapshot was seen elsewhere, and not pushed here' : this.#lack, { 'retry-after': '5' })
    }
    const headers = { etag: kept.tag, 'cache-control': 'private, no-cache' }
    const tags = known?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? []
    if (tags.includes(kept.tag) || tags.includes('*')) return new Response(null, { status: 304, headers })
    return new Response(kept.bytes as BodyInit, { headers: { ...headers, 'content-type': 'application/vnd.rolepack', 'x-content-type-options': 'nosniff' } })
  }

  async raise(sequence: number): Promise<void> {
    if (!isCount(sequence, 0)) throw new TypeError('a sequence is a whole number')
    await this.#inTurn(async () => {
      if (sequence <= this.#floor) return
      await writeFloor(this.#storage, sequence)
      this.#floor = sequence
    })
  }

  async #restore(): Promise<void> {
    const { bytes, floor } = await read(this.#storage)
    this.#floor = floor
    if (!bytes) return
    try {
      // It was in force when it was pushed; whoever reads it sees whether it still is. What a key signed that was taken away since is not.
      this.#kept = await checked(bytes, { ...(await this.#expected()), minSequence: 0, now: 1 })
    } catch (error) {
      this.#lack = `the snapshot that was pushed last is refused by now: ${(error as Error).message}`
      console.warn(`rolepack: ${this.#lack}`)
    }
  }

  async #may(request: Request, action: Action): Promise<boolean> {
    const { authorize, publicKeys } = this.#options
    if (!authorize) return action === 'push' && publicKeys !== undefined
    try {
      // The body is not for it to read.
      return (await authorize(new Request(request.url, { method: request.method, headers: request.headers }), this.#env, action)) === true
    } catch (error) {
      console.error(error)
      return false
    }
  }

  async #pushed(request: Request): Promise<Response> {
    if (this.#coming >= AT_ONCE) return problem(503, 'busy', 'other snapshots are being pushed', { 'retry-after': '1' })
    this.#coming++
    const { maxBytes, timeout } = this.#options
    const late = AbortSignal.timeout(timeout)
    try {
      const bytes = request.body ? await whole(request.body, maxBytes, late) : new Uint8Array()
      const { sequence } = await this.#inTurn(() => this.#take(bytes))
      return Response.json({ organization: this.#options.organization, sequence })
    } catch (error) {
      if (error instanceof RolepackError) return problem(statusOf(error), error.code, error.message, {}, error.help)
      if (late.aborted) return problem(408, 'too-slow', `the snapshot was not there within ${timeout} milliseconds`)
      throw error
    } finally {
      this.#coming--
    }
  }

  /** The same rules as where a snapshot is swapped; it is kept before anybody is told. */
  async #take(bytes: Uint8Array): Promise<{ sequence: number }> {
    const next = await checked(bytes, { ...(await this.#expected()), now: Date.now() })
    const { sequence } = next.header
    if (this.#kept) {
      if (this.#kept.tag === next.tag) return { sequence }
      follow(this.#kept, next)
    }
    if (sequence < this.#floor) throw tooLow(sequence, this.#floor)
    await write(this.#storage, bytes, sequence)
    this.#kept = next
    this.#floor = sequence
    this.#listeners.tell(eventOf(sequence))
    return { sequence }
  }

  async #expected(): Promise<{ organization: string; keys: Keys | undefined; minSequence: number }> {
    const { organization, publicKeys, minSequence } = this.#options
    if (publicKeys) this.#keys ??= await keysOf(publicKeys)
    return { organization, keys: this.#keys, minSequence }
  }

  #listened(): Response {
    const sequence = this.#kept?.header.sequence
    const stream = this.#listeners.add(sequence === undefined || sequence < this.#floor ? ': no snapshot yet\n\n' : eventOf(sequence))
    if (!stream) return problem(503, 'too-many-listeners', 'as many listen as may', { 'retry-after': '60' })
    return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => {})
    return done
  }
}

function statusOf(error: RolepackError): number {
  if (error instanceof SwapError || error.code === 'lower-sequence') return 409
  return error instanceof FetchError && error.code === 'too-large' ? 413 : 422
}

function problem(status: number, code: string, title: string, headers: Record<string, string> = {}, help?: string): Response {
  const body = JSON.stringify({ title, status, code, ...(help === undefined ? {} : { help }) })
  return new Response(body, { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers } })
}
