import type { Directory, Level } from '../../snapshot/directory'

/** A value as people read it. */
export function valueName(value: string): string {
  return value === '*' ? 'every one' : value === '$user' ? 'their own' : value
}

/** The values of a dimension that any level lists by name, and the levels that do. */
export function placesIn(dimension: string, { levels }: Directory): [value: string, levels: readonly Level[]][] {
  const found = new Map<string, Level[]>()
  for (const level of levels) {
    for (const value of listed(level, dimension)) {
      if (value === '*' || value === '$user') continue
      const before = found.get(value)
      if (before) before.push(level)
      else found.set(value, [level])
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b))
}

/** What a level lists in a dimension, its company among them. */
export function listed({ company, covers }: Level, dimension: string): readonly string[] {
  if (dimension === 'company') return [company]
  return Object.hasOwn(covers, dimension) ? covers[dimension]! : []
}

const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
