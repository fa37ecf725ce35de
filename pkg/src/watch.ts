// What the export condition `development` adds: a permission that does not exist is told, for it is denied without a word.
import type { Engine } from './engine.js'
import { isPermission } from './permission.js'
import { asked as questionOf } from './request.js'

/** The keys that were told, in this page or process; then no more. */
const told = new Set<string>()
const MOST_TOLD = 50
/** How many keys are looked at once, of one snapshot, and how many are compared with one that does not exist. */
const MOST_LOOKED_AT = 1000
const MOST_COMPARED = 10_000
const LONGEST_COMPARED = 80

/** The same engine, which warns of the first denial of a permission that its organisation does not have. Its answers stay what they are. */
export function watch<E extends Engine>(engine: E): E {
  const { grant, allows, check } = engine
  const looked = new Set<string>()

  /** A slice that was cut without `explain` does not know what it does not hold, and says `not-granted`. */
  function look(key: unknown): void {
    if (typeof key !== 'string' || looked.has(key) || looked.size === MOST_LOOKED_AT) return
    looked.add(key)
    try {
      if (check.call(engine, questionOf(['-', key])).reason === 'unknown-permission') warn(key, engine)
    } catch {
      // What cannot be told changes no answer.
    }
  }

  engine.grant = (permission) => {
    const found = grant.call(engine, permission)
    if (found < 0) look(isPermission(permission) ? permission.key : permission)
    return found
  }
  engine.allows = (asked) => {
    const allowed = allows.call(engine, asked)
    if (!allowed) look(asked.parts?.[1])
    return allowed
  }
  engine.check = (asked) => {
    const decision = check.call(engine, asked)
    if (decision.reason === 'unknown-permission') look(asked.parts?.[1])
    return decision
  }
  return engine
}

function warn(key: string, engine: Engine): void {
  if (told.has(key) || told.size === MOST_TOLD) return
  told.add(key)
  const meant = nearest(key, [...engine.permissions().keys()].slice(0, MOST_COMPARED))
  console.warn(`rolepack: no permission of \`${engine.header.organization}\` is named \`${key}\`, so it is denied${meant ? `; did you mean \`${meant}\`?` : ''}`)
}

/** The known name that takes the fewest edits, three at most, and none where it differs in case alone. */
function nearest(typed: string, known: string[]): string | undefined {
  if (typed.length > LONGEST_COMPARED) return undefined
  let most = Math.min(3, Math.max(1, Math.floor(typed.length / 3)))
  let best: string | undefined
  for (const name of known) {
    if (Math.abs(name.length - typed.length) > most) continue
    const edits = name.toLowerCase() === typed.toLowerCase() ? 0 : distance(typed, name)
    if (edits > most || (edits === most && best !== undefined)) continue
    best = name
    most = edits
  }
  return best
}

/** How many characters must be inserted, removed, replaced or changed with the one beside them. */
function distance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let row = 1; row <= from.length; row++) {
    const here = [row]
    for (let at = 1; at <= to.length; at++) {
      const same = from[row - 1] === to[at - 1]
      here[at] = Math.min(above[at]! + 1, here[at - 1]! + 1, above[at - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && at > 1 && from[row - 1] === to[at - 2] && from[row - 2] === to[at - 1]
      if (swapped) here[at] = Math.min(here[at]!, before[at - 2]! + 1)
    }
    before = above
    above = here
  }
  return above[to.length]!
}
