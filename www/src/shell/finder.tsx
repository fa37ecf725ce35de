import { useEffect, useRef } from 'preact/hooks'
import { Combobox, type Option } from '../parts/combobox'
import { matcher } from '../snapshot/plain'
import type { Held } from '../snapshot/held'
import { go, href } from './route'

const MOST = { people: 8, permissions: 6, others: 4 }

/** From anywhere to anybody and anything: `/` goes there. */
export function Finder({ held }: { held: Held }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]')
      const wanted = (event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))
      if (!wanted) return
      event.preventDefault()
      box.current?.querySelector('input')?.focus()
    }
    addEventListener('keydown', key)
    return () => removeEventListener('keydown', key)
  }, [])
  return (
    <div class="finder" ref={box} role="search">
      <Combobox label="Find a person, permission or role" hideLabel placeholder="Find a person, permission or role" hint="/" value="" find={(query) => found(held, query)} pick={go} />
    </div>
  )
}

/** An option's id is where it leads. */
function found({ people, directory }: Held, query: string): Option[] {
  if (!query.trim()) return []
  const holds = matcher(query)
  const persons = people.search(query).slice(0, MOST.people).map((place): Option => {
    const id = people.idAt(place)
    return { id: href('person', id), name: people.nameAt(place), note: id, tag: people.isInactive(place) ? 'inactive' : 'person' }
  })
  const permissions = directory.permissions
    .filter(({ key, title }) => holds(`${title} ${key}`))
    .slice(0, MOST.permissions)
    .map(({ key, title }): Option => ({ id: href('permission', key), name: title, note: key, tag: 'permission' }))
  const roles = directory.roles
    .filter(({ id, name }) => holds(`${name} ${id}`))
    .slice(0, MOST.others)
    .map(({ id, name }): Option => ({ id: href('role', id), name, note: id, tag: 'role' }))
  const teams = directory.teams
    .filter(({ id, name }) => holds(`${name} ${id}`))
    .slice(0, MOST.others)
    .map(({ id, name }): Option => ({ id: href('team', id), name, note: id, tag: 'team' }))
  const levels = directory.levels
    .filter(({ company, key, description }) => holds(`${company}/${key} ${description}`))
    .slice(0, MOST.others)
    .map(({ company, key, description }): Option => ({ id: href('level', `${company}/${key}`), name: directory.level({ company, key }), note: description, tag: 'level' }))
  return [...persons, ...permissions, ...roles, ...teams, ...levels]
}
