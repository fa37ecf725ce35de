// A comparison as a table: a row for each person, grant and direction. Rows are made when they are looked at, for there may be millions.
import type { Because, ComparedGrant, Comparison, GrantChange, Whoever } from 'rolepack/author'
import type { Rows } from '../../parts/table'

export type Effect = Comparison['effects'][number]

export interface Row {
  readonly who: string
  readonly gained: boolean
  readonly change: GrantChange
  /** None: whatever presented groups give. */
  readonly grant: ComparedGrant | undefined
  readonly because: readonly Because[]
}

export function rowsOf(effects: readonly Effect[]): Rows<Row> {
  const parts: { readonly names: readonly string[]; readonly change: GrantChange; readonly gained: boolean; readonly from: number }[] = []
  let length = 0
  for (const effect of effects) {
    const names = whoOf(effect)
    for (const [changes, gained] of [[effect.gained ?? [], true], [effect.lost ?? [], false]] as const) {
      for (const change of changes) {
        parts.push({ names, change, gained, from: length })
        length += names.length * Math.max(1, change.grants.length)
      }
    }
  }
  const partOf = (index: number) => {
    let [low, high] = [0, parts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (parts[middle]!.from <= index) low = middle
      else high = middle - 1
    }
    return parts[low]
  }
  return {
    length,
    at(index) {
      const part = index < length ? partOf(index) : undefined
      if (!part) return undefined
      const { names, change, gained, from } = part
      const wide = Math.max(1, change.grants.length)
      const place = index - from
      return { who: names[Math.floor(place / wide)]!, gained, change, grant: change.grants[place % wide], because: change.because }
    },
  }
}

/** As they are called by the source. */
export function whoOf(who: Whoever): readonly string[] {
  if ('users' in who) return who.users
  if ('identityGroup' in who) return [`${who.identityGroup.provider}:${who.identityGroup.group}`]
  return ['unknownUser' in who ? who.unknownUser : 'unknown users']
}
