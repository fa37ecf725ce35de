// Server-sent events, the serving side.

const SILENCE = 25_000
/** After so long who listens has to come again, and to be let through again. */
const LONGEST = 3_600_000
/** How much may wait for somebody who does not read. */
const WAITING = 16

interface Listener {
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  readonly since: number
}

/** Everybody who listens, so many at most. */
export class Listeners {
  readonly #most: number
  readonly #all = new Set<Listener>()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** A stream that begins with this text; undefined where no more may listen. */
  add(first: string): ReadableStream<Uint8Array> | undefined {
    if (this.#all.size >= this.#most) return undefined
    let listener: Listener
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { controller, since: Date.now() }
          this.#all.add(listener)
          // Something is said now and then, so that nobody in between takes the connection for dead, and so that whoever went away is noticed.
          this.#timer ??= setInterval(() => this.tell(': still here\n\n'), SILENCE)
          this.#tell(listener, first)
        },
        cancel: () => this.#remove(listener),
      },
      { highWaterMark: WAITING },
    )
  }

  /** Tells everybody, and takes leave of who does not read or has listened for long. */
  tell(text: string): void {
    for (const listener of [...this.#all]) this.#tell(listener, text)
  }

  #tell(listener: Listener, text: string): void {
    const { controller, since } = listener
    try {
      if ((controller.desiredSize ?? 0) <= 0) return this.#end(listener)
      controller.enqueue(new TextEncoder().encode(text))
      if (Date.now() - since > LONGEST) this.#end(listener)
    } catch {
      // It is closed already.
      this.#remove(listener)
    }
  }

  #end(listener: Listener): void {
    this.#remove(listener)
    listener.controller.close()
  }

  #remove(listener: Listener): void {
    this.#all.delete(listener)
    if (this.#all.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

/** The event of a snapshot: its sequence, but of one that has no number, and something as data, for browsers keep an event without to themselves. */
export function eventOf(sequence: number): string {
  return `event: snapshot\n${sequence > 0 ? `id: ${sequence}\n` : ''}data: ${sequence}\n\n`
}
