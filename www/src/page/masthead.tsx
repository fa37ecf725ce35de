import type { ComponentChildren } from 'preact'

/** The top of every view. */
export function Masthead({ organization, children }: { organization: string; children?: ComponentChildren }) {
  return (
    <header class="masthead">
      <div class="brand">
        <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M1 2h3v16H1zM6 2h3v9H6zM11 2h3v16h-3z" />
          <path class="signal" d="M16 2h3v9h-3z" />
        </svg>
        <span class="product">Rolepack</span>
        <span class="where">
          {organization} <span class="dim">shop floor</span>
        </span>
      </div>
      {children}
    </header>
  )
}
