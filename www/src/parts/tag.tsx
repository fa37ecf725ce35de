import type { ComponentChildren } from 'preact'

export function Tag({ children }: { children: ComponentChildren }) {
  return <span class="tag">{children}</span>
}
