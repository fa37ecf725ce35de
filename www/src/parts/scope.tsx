// Of which place something is asked: a value in any dimension, kept in the address as `at.location=A`.
import type { AnyResource } from 'rolepack/full'
import { useId, useMemo, useState } from 'preact/hooks'
import { amend, useRoute } from '../shell/route'
import type { Directory } from '../snapshot/directory'
import { useHeld } from '../snapshot/held'

const BEFORE = 'at.'
/** So many values are offered; any other can be typed. */
const OFFERED = 300

export function useResource(): AnyResource {
  const { query } = useRoute()
  const key = JSON.stringify(asked(query))
  return useMemo(() => resourceIn(query), [key])
}

export function resourceIn(query: URLSearchParams): AnyResource {
  return Object.fromEntries(asked(query).map(([name, value]) => [name.slice(BEFORE.length), value]))
}

function asked(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name, value]) => name.startsWith(BEFORE) && value !== '')
}

/** A field for each dimension, folded away until somebody wants to name a place; nothing where no place is looked at. */
export function Scope() {
  const { directory } = useHeld()
  const resource = useResource()
  const named = Object.keys(resource)
  const [opened] = useState(named.length > 0)
  if (!directory.scoping && named.length === 0) return null
  return (
    <details class="where" open={opened}>
      <summary>
        Where: <bdi>{whereOf(resource)?.slice(3) ?? 'anywhere at all'}</bdi>
      </summary>
      <ScopeFields />
    </details>
  )
}

/** A field for each dimension, and for what the address names beyond them. */
export function ScopeFields() {
  const { directory } = useHeld()
  const resource = useResource()
  return (
    <fieldset class="scope">
      <legend class="unseen">Where</legend>
      {[...new Set([...directory.dimensions, ...Object.keys(resource)])].map((dimension) => (
        <Field key={dimension} dimension={dimension} value={resource[dimension] ?? ''} />
      ))}
    </fieldset>
  )
}

function Field({ dimension, value }: { dimension: string; value: string }) {
  const { directory } = useHeld()
  const id = useId()
  const offered = useMemo(() => valuesOf(dimension, directory), [dimension, directory])
  return (
    <label class="field">
      <bdi>{dimensionName(dimension)}</bdi>
      <input list={id} dir="auto" autocomplete="off" spellcheck={false} data-dimension={dimension} value={value} onInput={(event) => amend({ [BEFORE + dimension]: event.currentTarget.value })} />
      <datalist id={id}>
        {offered.map((entry) => (
          <option key={entry} value={entry} />
        ))}
      </datalist>
    </label>
  )
}

/** `equipmentItem` as people write it. */
export function dimensionName(dimension: string): string {
  return dimension.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
}

/** As a sentence says it; absent where nothing is named. */
export function whereOf(resource: AnyResource): string | undefined {
  const named = Object.entries(resource).map(([dimension, value]) => `${dimensionName(dimension)} ${value}`)
  return named.length ? `at ${named.join(', ')}` : undefined
}

/** The values that levels list. */
function valuesOf(dimension: string, { levels }: Directory): string[] {
  const all = dimension === 'company' ? levels.map(({ company }) => company) : levels.flatMap(({ covers }) => (Object.hasOwn(covers, dimension) ? covers[dimension]! : []))
  return [...new Set(all)].filter((value) => value !== '*' && value !== '$user').slice(0, OFFERED)
}
