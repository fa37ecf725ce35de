import { useEffect, useRef } from 'preact/hooks'
import { href, useRoute } from '../shell/route'

/** Parts of one view, each with its address: the first is there where the query names none. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly { readonly id: string; readonly title: string; readonly count?: number }[] }) {
  const { view, thing, query } = useRoute()
  const now = tabNow(query, tabs.map(({ id }) => id))
  const strip = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow page they stand in one row that scrolls.
    const current = strip.current?.querySelector<HTMLElement>('[aria-current]')
    if (strip.current && current) strip.current.scrollLeft = current.offsetLeft - strip.current.offsetLeft - 48
  }, [now])
  return (
    <nav class="tabs" aria-label={label} ref={strip}>
      {tabs.map(({ id, title, count }, at) => {
        const rest = Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]))
        return (
          <a key={id} href={href(view, thing, { ...rest, tab: at === 0 ? undefined : id })} aria-current={id === now ? 'page' : undefined}>
            {title}
            {count !== undefined && <span class="count"> {count.toLocaleString('en')}</span>}
          </a>
        )
      })}
    </nav>
  )
}

export function tabNow(query: URLSearchParams, ids: readonly string[]): string {
  const asked = query.get('tab') ?? ''
  return ids.includes(asked) ? asked : (ids[0] ?? '')
}
