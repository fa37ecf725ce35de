import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { levelName, titleOf, type User } from '../source/document'

interface Props {
  readonly users: readonly User[]
  readonly person: string
  readonly pick: (id: string) => void
}

interface Option {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly inactive: boolean
}

/** The person at the station, found by typing. Somebody whom the source does not know can be asked about too. */
export function People({ users, person, pick }: Props) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [query, setQuery] = useState<string>()
  const [active, setActive] = useState(0)
  const open = query !== undefined
  const user = users.find((entry) => entry.id === person)
  const options = open ? matching(users, query) : []

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, query])
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'center' })
  }, [open])

  const show = (text: string) => {
    setQuery(text)
    setActive(Math.max(0, text ? 0 : users.findIndex((entry) => entry.id === person)))
  }
  const choose = (option: Option | undefined) => {
    if (option) pick(option.id)
    setQuery(undefined)
  }
  const step = (by: number) => setActive((at) => (at + by + options.length) % Math.max(1, options.length))
  const keys: Record<string, () => void> = {
    ArrowDown: () => (open ? step(1) : show('')),
    ArrowUp: () => (open ? step(-1) : show('')),
    PageDown: () => setActive((at) => Math.min(at + 8, options.length - 1)),
    PageUp: () => setActive((at) => Math.max(at - 8, 0)),
    Enter: () => (open ? choose(options[active]) : show('')),
    Escape: () => setQuery(undefined),
  }

  return (
    <div class="people">
      <label for={`${id}-input`}>At the station</label>
      <div class="combobox">
        <input
          id={`${id}-input`}
          role="combobox"
          type="text"
          autocomplete="off"
          spellcheck={false}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && options.length ? `${id}-${active}` : undefined}
          placeholder="Name, job or id"
          value={query ?? user?.name ?? person}
          onInput={(event) => show(event.currentTarget.value)}
          onClick={() => open || show('')}
          onBlur={() => setQuery(undefined)}
          onKeyDown={(event) => {
            const act = keys[event.key]
            if (!act || (!open && event.key.startsWith('Page'))) return
            act()
            event.preventDefault()
          }}
        />
        <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 4.5 6 8.5l4-4" />
        </svg>
        <ul id={`${id}-list`} ref={list} role="listbox" aria-label="People" hidden={!open}>
          {options.map((option, at) => (
            <li
              key={option.id}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              class={option.id === person ? 'chosen' : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <span class="name">{option.name}</span>
              {option.inactive && <span class="tag">inactive</span>}
              <span class="note">{option.about}</span>
            </li>
          ))}
        </ul>
      </div>
      <p class="who">
        {user ? (
          <>
            {user.active === false && <span class="tag">inactive</span>} {titleOf(user)}
            <span class="dim"> · {user.id}</span>
            <span class="dim"> · {user.accessLevels?.length ? user.accessLevels.map(levelName).join(', ') : 'no access level of their own'}</span>
          </>
        ) : (
          'Not in the source; only an identity provider may know this person.'
        )}
      </p>
    </div>
  )
}

function matching(users: readonly User[], query: string): Option[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  const found = users
    .map((user) => ({ id: user.id, name: user.name ?? user.id, about: titleOf(user) || user.id, inactive: user.active === false }))
    .filter(({ id, name, about }) => words.every((word) => plain(`${name} ${about} ${id}`).includes(word)))
  const id = query.trim()
  const stranger = id && !users.some((user) => user.id === id) ? [{ id, name: id, about: 'somebody who is not in the source', inactive: false }] : []
  return [...found, ...stranger]
}

/** Without accents and case, so that `munoz` finds Muñoz. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
