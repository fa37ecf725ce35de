/** Runs in one tab at a time, in the next when that is gone: a browser opens few streams to one server. Where tabs cannot agree each runs it. */
export async function alone(name: string, signal: AbortSignal, run: () => Promise<void>): Promise<void> {
  const { locks } = (globalThis.navigator ?? {}) as Partial<Navigator>
  if (!locks) return run()
  try {
    await locks.request(name, { signal }, run)
  } catch {
    // A page that has no origin has no locks.
    if (!signal.aborted) await run()
  }
}
