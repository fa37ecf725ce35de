import type { Mapping } from '../../../snapshot/directory'

interface Props {
  readonly mappings: readonly Mapping[]
  readonly presented: readonly number[]
  readonly present: (groups: number[]) => void
}

/** What the identity provider says of the person: told with each question, and in no source. */
export function Groups({ mappings, presented, present }: Props) {
  return (
    <ul class="ticks groups">
      {mappings.map(({ provider, group }, at) => (
        <li key={`${provider} ${group}`}>
          <label>
            <input
              type="checkbox"
              checked={presented.includes(at)}
              data-group={`${provider}:${group}`}
              onChange={(event) => present(event.currentTarget.checked ? [...presented, at] : presented.filter((other) => other !== at))}
            />
            <span class="name">{group}</span>
            <span class="tag">{provider}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}
