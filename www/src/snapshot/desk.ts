// The page's side of the worker.
import type { Ask, PartOf, Tell, Work } from './protocol'
import { Refused } from './refusal'

interface Waiting {
  readonly done: (answer: never) => void
  readonly failed: (error: unknown) => void
  readonly part: ((part: never) => void) | undefined
}

/** A worker, while there is work. It remembers nothing. */
export class Desk {
  #worker: Worker | undefined
  readonly #waiting = new Map<number, Waiting>()
  #asked = 0

  /** Rejects with a `Refused`. `part` is given what comes before the answer, as it comes. */
  ask<K extends keyof Work>(what: K, given: Parameters<Work[K]>, part?: (part: PartOf<K>) => void): Promise<ReturnType<Work[K]>> {
    const number = ++this.#asked
    return new Promise((done, failed) => {
      this.#waiting.set(number, { done, failed, part })
      this.#worker ??= this.#hired()
      this.#worker.postMessage({ number, what, given } as Ask)
    })
  }

  /** Lets the worker go, with all the memory that it took. Another comes when there is work again. */
  rest(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#fail(new DOMException('given up', 'AbortError'))
  }

  #hired(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<Tell>) => this.#told(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.#worker = undefined
      this.#fail(new Error('the worker that packs could not start, or ran out of memory'))
    })
    return worker
  }

  #told(message: Tell): void {
    const waiting = this.#waiting.get(message.number)
    if (!waiting) return
    if ('part' in message) return waiting.part?.(message.part as never)
    this.#waiting.delete(message.number)
    if ('refusal' in message) waiting.failed(new Refused(message.refusal))
    else waiting.done(message.answer as never)
  }

  #fail(error: unknown): void {
    for (const { failed } of this.#waiting.values()) failed(error)
    this.#waiting.clear()
  }
}
