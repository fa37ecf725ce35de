import { alreadyRead, inTime, joined, refuseLarge, tooLarge, type BodyLimits } from './body.js'

/** The body of a request, read before its handler reads it. Not by `clone()`, of which old versions of Node.js keep a thread's port open. */
export class Reading {
  readonly #request: Request
  readonly #parts: Uint8Array[] = []
  #length = 0
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  #done = false
  /** What was asked for last, until it is taken. */
  #next: Promise<ReadableStreamReadResult<Uint8Array>> | undefined
  /** Whether another reads on. */
  #left = false

  constructor(request: Request) {
    this.#request = request
  }

  /** All bytes of it. Throws a Refusal. */
  async bytes(limits: BodyLimits): Promise<Uint8Array> {
    const { body, bodyUsed, headers } = this.#request
    if (bodyUsed || body?.locked) throw alreadyRead()
    refuseLarge(headers, limits)
    if (!body) return new Uint8Array()
    const reader = (this.#reader = body.getReader())
    return inTime(limits, () => this.#all(reader, limits))
  }

  /** The request, for who reads its body after this: all of it, however much was read. */
  get request(): Request {
    if (!this.#reader) return this.#request
    this.#left = true
    const body = this.#done ? joined(this.#parts, this.#length) : this.#rest(this.#reader)
    return new Request(this.#request, { body: body as BodyInit, duplex: 'half' } as RequestInit)
  }

  /** Nobody reads what is left. Who sends without end may never hear of it, and is not waited for. */
  cancel(): void {
    if (!this.#reader) void this.#request.body?.cancel().catch(() => {})
    else if (!this.#done) void this.#reader.cancel().catch(() => {})
  }

  async #all(reader: ReadableStreamDefaultReader<Uint8Array>, limits: BodyLimits): Promise<Uint8Array> {
    for (;;) {
      const { done, value } = await (this.#next = reader.read())
      // It came too late, and is the handler's.
      if (this.#left) throw new Error('the body is read by another')
      this.#next = undefined
      if (done) {
        this.#done = true
        return joined(this.#parts, this.#length)
      }
      this.#parts.push(value)
      this.#length += value.length
      if (this.#length > limits.maxBody) throw tooLarge(limits)
    }
  }

  #rest(reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
    const read = [...this.#parts]
    let next = this.#next
    return new ReadableStream({
      async pull(controller) {
        const part = read.shift()
        if (part) return controller.enqueue(part)
        const { done, value } = await (next ?? reader.read())
        next = undefined
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: (reason) => reader.cancel(reason),
    })
  }
}
