/** What scrolls by rows takes away what is out of sight; whoever was there goes on from there. */
const OF_ROWS = '.table .body, .matrix'

/** If what was used goes, whoever used it reads on at the view, and not at the top of the page. */
export function keepFocus(main: HTMLElement): () => void {
  let last: Element | undefined
  const remember = ({ target }: FocusEvent) => (last = target instanceof Element && !target.closest(OF_ROWS) ? target : undefined)
  const observer = new MutationObserver(() => {
    if (last && !last.isConnected && document.activeElement === document.body) toMain()
  })
  addEventListener('focusin', remember)
  observer.observe(main, { childList: true, subtree: true })
  return () => {
    removeEventListener('focusin', remember)
    observer.disconnect()
  }
}

export function toMain(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}
