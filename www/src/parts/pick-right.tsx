import { amend } from '../shell/route'

/** Which right of a permission is asked about: kept in the address. */
export function PickRight({ rights, value }: { rights: readonly string[]; value: string | undefined }) {
  return (
    <label class="field">
      right
      <select value={value} onChange={(event) => amend({ right: event.currentTarget.value })}>
        {rights.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
