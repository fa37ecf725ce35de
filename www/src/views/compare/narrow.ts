// The effects in which every word stands: of a person, a grant or a cause. There may be thousands of grants by the hundred, so that each text is made once.
import type { Because } from 'rolepack/author'
import { text } from '../../parts/sentence'
import type { Held } from '../../snapshot/held'
import { plain, wordsOf } from '../../snapshot/plain'
import { whoOf, type Effect } from './rows'
import { becauseOf } from './said'

export type Narrow = (effects: readonly Effect[], asked: string) => readonly Effect[]

export function narrowing({ people, directory }: Held): Narrow {
  const whom = once((id: string) => plain(`${people.name(id)} ${id}`))
  const grant = once((permission: string) => plain(`${directory.title(permission)} ${permission}`))
  const cause = once((because: Because) => plain(text(becauseOf(because, directory))))
  return (effects, asked) => {
    const words = wordsOf(asked)
    if (words.length === 0) return effects
    const holds = (text: string) => words.every((word) => text.includes(word))
    const isGranted = once((permission: string) => holds(grant(permission)))
    return effects.filter(
      (effect) =>
        whoOf(effect).some((id) => holds(whom(id))) ||
        [effect.gained, effect.lost].some((changes) => changes?.some(({ grants, because }) => grants.some(({ permission }) => isGranted(permission)) || because.some((one) => holds(cause(one))))),
    )
  }
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key)!
  }
}
