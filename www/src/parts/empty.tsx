import type { ComponentChildren } from 'preact'

/** Said where there is nothing, so that nobody waits for it. */
export function Empty({ children }: { children: ComponentChildren }) {
  return <p class="empty">{children}</p>
}
