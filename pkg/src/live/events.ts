// Server-sent events, over fetch: not every runtime has an EventSource, and none of those sends headers.

/** The longest line that is taken: what an event says is an event's name and a number. */
const LONGEST = 4096

/**
 * Reads one stream of events to its end: `event: snapshot`, with its sequence as `id:`. Rejects where there is no stream, so that who
 * listens comes back later.
 */
export async function listen(
  ask: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>,
  news: (sequence: number | undefined) => void,
  signal: AbortSignal,
  last: () => number | undefined,
): Promise<void> {
  const sequence = last()
  const response = await ask({ accept: 'text/event-stream', ...(sequence === undefined ? {} : { 'last-event-id': String(sequence) }) }, signal)
  const { body } = response
  if (!response.ok || !body || !/^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) {
    await body?.cancel().catch(() => {})
    throw new Error(`no events are served: status ${response.status}`)
  }
  const event = { name: '', id: '' }
  for await (const line of lines(body)) {
    if (line === '') {
      if (event.name === 'snapshot') news(/^\d{1,16}$/.test(event.id) ? Number(event.id) : undefined)
      event.name = event.id = ''
      continue
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(line)!
    if (field === 'event') event.name = value!
    if (field === 'id') event.id = value!
  }
}

/** The lines of a stream, ended by CR, LF or both. */
async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      rest += decoder.decode(value, { stream: true })
      // A CR at the end may be followed by its LF.
      const found = rest.split(/\r\n|\n|\r(?=[^\n])/)
      rest = found.pop()!
      if (rest.length > LONGEST) throw new Error('a line of the events is too long')
      yield* found
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
