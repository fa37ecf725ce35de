import { useEffect, useState } from 'preact/hooks'

/** Calls back when the page is about to be put on paper, and after. */
export function useAroundPrinting(before: () => void, after: () => void): void {
  useEffect(() => {
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
    }
  }, [])
}

let isPrinting = false
// Before all others: what is drawn for paper alone comes too late to hear of it.
addEventListener('beforeprint', () => (isPrinting = true))
addEventListener('afterprint', () => (isPrinting = false))

/** True while the page is being put on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(isPrinting)
  useAroundPrinting(
    () => setPrinting(true),
    () => setPrinting(false),
  )
  return printing
}
