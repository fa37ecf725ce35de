/** When a tab is looked at again, and when the network is back. Timers stand still in a tab that nobody looks at, and so may what other tabs tell it. */
export function moments(seen: () => void, online: () => void): () => void {
  if (typeof addEventListener !== 'function') return () => {}
  const shown = () => document.visibilityState === 'visible' && seen()
  const listeners: [EventTarget, string, () => void][] = [[globalThis, 'online', online]]
  if (typeof document !== 'undefined') listeners.push([document, 'visibilitychange', shown], [globalThis, 'pageshow', shown])
  for (const [target, name, listener] of listeners) target.addEventListener(name, listener)
  return () => listeners.forEach(([target, name, listener]) => target.removeEventListener(name, listener))
}
