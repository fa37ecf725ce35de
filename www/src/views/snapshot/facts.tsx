import type { ComponentChildren } from 'preact'
import { save } from '../../parts/csv'
import { useHeld } from '../../snapshot/held'

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** What the snapshot says of itself, and what it does not hold. */
export function Facts() {
  const { access, bytes, directory, people, name, kind, source, signed, missing } = useHeld()
  const { organization, sequence, created, expires, nextChange } = access
  const facts: [string, ComponentChildren][] = [
    ['Opened', <bdi>{name}</bdi>],
    ['Organisation', <code>{organization}</code>],
    ['Sequence', <code>{sequence}</code>],
    ...(source ? [['Packed', `in this page, as of ${when(source.at)}`] as [string, ComponentChildren]] : []),
    ...(created !== undefined ? [['Created', when(created)] as [string, ComponentChildren]] : []),
    ['Expires', expires === undefined ? 'never' : when(expires)],
    ...(nextChange !== undefined ? [['An assignment begins or ends', when(nextChange)] as [string, ComponentChildren]] : []),
    ['Signature', signed ? 'of a key that is set here' : kind === 'snapshot' ? 'not looked at: no key is set' : 'none: packed here'],
    ['Size', `${bytes.length.toLocaleString('en')} bytes`],
    ['Holds', holds()],
  ]
  return (
    <section class="facts-part" aria-labelledby="facts">
      <h2 id="facts">What is open</h2>
      <dl>
        {facts.map(([title, fact]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" class="plain" onClick={() => save(`${organization}.rolepack`, new Blob([bytes as BlobPart], { type: 'application/vnd.rolepack' }))}>
          Save the snapshot
        </button>
      </p>
      <h3>What it does not hold</h3>
      <ul class="missing">
        {missing.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )

  function holds(): string {
    const { roles, teams, levels, mappings, permissions } = directory
    const counts: [number, string, string][] = [
      [people.size, 'person', 'people'],
      [roles.length, 'role', 'roles'],
      [teams.length, 'team', 'teams'],
      [permissions.length, 'permission', 'permissions'],
      [levels.length, 'access level', 'access levels'],
      [mappings.length, 'mapped group', 'mapped groups'],
    ]
    return counts.map(([count, one, many]) => `${count.toLocaleString('en')} ${count === 1 ? one : many}`).join(', ')
  }
}

function when(time: number): string {
  return `${WHEN.format(time)} UTC`
}
