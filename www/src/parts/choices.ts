// Whom and what a question can be about, as a combobox offers them: what is known, and whatever is typed.
import type { Held } from '../snapshot/held'
import { matcher } from '../snapshot/plain'
import type { Option } from './combobox'

const MOST = 60

export function persons({ people }: Held, text: string): Option[] {
  const found = people
    .search(text)
    .slice(0, MOST)
    .map((place): Option => ({ id: people.idAt(place), name: people.nameAt(place), note: people.idAt(place), tag: people.isInactive(place) ? 'inactive' : undefined }))
  const id = text.trim()
  return id && people.placeOf(id) === undefined ? [...found, { id, name: id, note: 'somebody who is not in the snapshot' }] : found
}

export function permissions({ directory }: Held, text: string): Option[] {
  const matches = matcher(text)
  const found = directory.permissions
    .filter(({ key, title }) => matches(`${title} ${key}`))
    .slice(0, MOST)
    .map(({ key, title }): Option => ({ id: key, name: title, note: key }))
  const key = text.trim()
  return key && !directory.permission(key) ? [...found, { id: key, name: key, note: 'a permission that is not known' }] : found
}
