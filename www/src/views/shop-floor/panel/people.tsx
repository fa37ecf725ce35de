import { Combobox, type Option } from '../../../parts/combobox'
import { matcher } from '../../../snapshot/plain'
import { levelName, titleOf, type User } from '../document'

interface Props {
  readonly users: readonly User[]
  readonly person: string
  readonly pick: (id: string) => void
}

/** The person at the station, found by typing. Somebody whom the source does not know can be asked about too. */
export function People({ users, person, pick }: Props) {
  const user = users.find((entry) => entry.id === person)
  return (
    <div class="people">
      <Combobox label="At the station" placeholder="Name, job or id" value={user?.name ?? person} chosen={person} find={(query) => matching(users, query)} pick={pick} />
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
  const matches = matcher(query)
  const found = users
    .map((user): Option => ({ id: user.id, name: user.name ?? user.id, note: titleOf(user) || user.id, tag: user.active === false ? 'inactive' : undefined }))
    .filter(({ id, name, note }) => matches(`${name} ${note} ${id}`))
  const id = query.trim()
  const stranger = id && !users.some((user) => user.id === id) ? [{ id, name: id, note: 'somebody who is not in the source' }] : []
  return [...found, ...stranger]
}
