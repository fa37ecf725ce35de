import type { ComponentChildren } from 'preact'
import { usePrinting } from './printing'

/** As many as there is room for, and how many more there are; on paper, where nobody can look further, all. */
export function Few<T>({ of, most, each, between }: { of: readonly T[]; most: number; each: (one: T) => ComponentChildren; between?: string }) {
  const rest = of.slice(most)
  return (
    <>
      {listed(of.slice(0, most), each, between)}
      {rest.length > 0 && (
        <Rest count={rest.length}>
          {between}
          {listed(rest, each, between)}
        </Rest>
      )}
    </>
  )
}

function Rest({ count, children }: { count: number; children: ComponentChildren }) {
  return usePrinting() ? <>{children}</> : <span class="dim"> +{count.toLocaleString('en')}</span>
}

function listed<T>(some: readonly T[], each: (one: T) => ComponentChildren, between?: string): ComponentChildren {
  return between === undefined ? some.map(each) : some.flatMap((one, at) => (at > 0 ? [between, each(one)] : [each(one)]))
}
