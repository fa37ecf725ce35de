import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'

export interface Option {
  readonly id: string
  readonly name: string
  readonly note?: string
  readonly tag?: string | undefined
}

interface Props {
  readonly label: string
  readonly hideLabel?: boolean
  readonly placeholder?: string
  /** The key that leads here. */
  readonly hint?: string
  /** What stands there while nothing is typed. */
  readonly value: string
  /** The id of what is chosen now. */
  readonly chosen?: string
  readonly find: (query: string) => readonly Option[]
  readonly pick: (id: string) => void
}

const PAGE = 8

/** Something is found by typing, and picked: by mouse or by keyboard. */
export function Combobox({ label, hideLabel = false, placeholder, hint, value, chosen, find, pick }: Props) {
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const [query, setQuery] = useState<string>()
  const [active, setActive] = useState(0)
  const options = useMemo(() => (query === undefined ? [] : find(query)), [query, find])
  const open = query !== undefined && options.length > 0

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active, query])

  const show = (text: string) => {
    setQuery(text)
    setActive(Math.max(0, text || chosen === undefined ? 0 : find(text).findIndex((option) => option.id === chosen)))
  }
  const choose = (option: Option | undefined) => {
    setQuery(undefined)
    if (option) pick(option.id)
  }
  const step = (by: number) => setActive((at) => (at + by + options.length) % Math.max(1, options.length))
  const keys: Record<string, () => void> = {
    ArrowDown: () => (query === undefined ? show('') : step(1)),
    ArrowUp: () => (query === undefined ? show('') : step(-1)),
    PageDown: () => setActive((at) => Math.max(0, Math.min(at + PAGE, options.length - 1))),
    PageUp: () => setActive((at) => Math.max(at - PAGE, 0)),
    Enter: () => (open ? choose(options[active]) : show(query ?? '')),
    Escape: () => setQuery(undefined),
  }

  return (
    <div class="combobox">
      <label for={`${id}-input`} class={hideLabel ? 'unseen' : undefined}>
        {label}
      </label>
      <div class="box">
        <input
          id={`${id}-input`}
          role="combobox"
          type="text"
          autocomplete="off"
          spellcheck={false}
          dir="auto"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open ? `${id}-${active}` : undefined}
          placeholder={placeholder}
          value={query ?? value}
          onInput={(event) => show(event.currentTarget.value)}
          onClick={() => query === undefined && show('')}
          onBlur={() => setQuery(undefined)}
          onKeyDown={(event) => {
            const act = keys[event.key]
            if (!act || (!open && event.key.startsWith('Page'))) return
            act()
            event.preventDefault()
          }}
        />
        {hint ? (
          <kbd aria-hidden="true">{hint}</kbd>
        ) : (
          <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">
            <path d="M2 4.5 6 8.5l4-4" />
          </svg>
        )}
        <ul id={`${id}-list`} ref={list} role="listbox" aria-label={label} hidden={!open}>
          {options.map((option, at) => (
            <li
              key={option.id}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              class={option.id === chosen ? 'chosen' : undefined}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <bdi class="name">{option.name}</bdi>
              {option.tag && <span class="tag">{option.tag}</span>}
              {option.note && <bdi class="note">{option.note}</bdi>}
            </li>
          ))}
        </ul>
        <p class="none" role="status">
          {query?.trim() && options.length === 0 ? `Nothing is found by “${query.trim()}”.` : ''}
        </p>
      </div>
    </div>
  )
}
