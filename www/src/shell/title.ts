import { useEffect } from 'preact/hooks'

/** What the window is called while a view is there. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Rolepack`
  }, [title])
}
