import { href, useRoute } from '../shell/route'

/** Parts of one view, each with its address: the first is there where the query names none. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly { readonly id: string; readonly title: string; readonly count?: number }[] }) {
  const { view, thing, query } = useRoute()
  const now = tabNow(query, tabs.map(({ id }) => id))
  return (
    <nav class="tabs" aria-label={label}>
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
