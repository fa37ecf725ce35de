import { useLayoutEffect } from 'preact/hooks'

let last: EventTarget | null = null
addEventListener('focusin', ({ target }) => (last = target))

/** After `of` became another: if what was used is gone, whoever used it reads on at the view, and not at the top of the page. */
export function useKeptFocus(of: unknown): void {
  useLayoutEffect(() => {
    if (last instanceof Node && !last.isConnected && document.activeElement === document.body) toMain()
  }, [of])
}

export function toMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}
