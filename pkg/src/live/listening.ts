import type { Source } from './source.js'

/** Listens, and again when the stream has ended, later each time that there was none. Never rejects. */
export async function listening(source: Source, news: (sequence?: number) => void, signal: AbortSignal, last: () => number | undefined): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const began = Date.now()
    try {
      await source.listen!(news, signal, last)
    } catch {
      // It is asked by timer all the same.
    }
    failures = Date.now() - began > 30_000 ? 0 : failures + 1
    await pause(Math.min(1000 * 2 ** Math.min(failures, 10), 60_000) * (0.5 + Math.random() / 2), signal)
  }
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done()
    const timer: unknown = setTimeout(done, milliseconds)
    ;(timer as { unref?: () => void }).unref?.()
    signal.addEventListener('abort', () => {
      clearTimeout(timer as number)
      done()
    })
  })
}
