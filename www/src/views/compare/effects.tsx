import type { GrantChange } from 'rolepack/author'
import { useState } from 'preact/hooks'
import { Empty } from '../../parts/empty'
import { PermissionName, PersonName } from '../../parts/names'
import { usePrinting } from '../../parts/printing'
import { Words } from '../../parts/words'
import { useHeld } from '../../snapshot/held'
import { whoOf, type Effect } from './rows'
import { becauseOf, whereOf } from './said'

const CARDS = 12
/** On paper. */
const PRINTED = 1_000
const NAMES = 6
const GRANTS = 12
/** More names than these are in the CSV file alone. */
const MOST = 1_000

/** Who gained and who lost what, and because of which change: those to whom the same happened stand together. */
export function Effects({ effects }: { effects: readonly Effect[] }) {
  const [asked, setAsked] = useState(CARDS)
  const shown = usePrinting() ? PRINTED : asked
  if (effects.length === 0) return <Empty>Nobody.</Empty>
  return (
    <>
      <ul class="effects">
        {effects.slice(0, shown).map((effect) => (
          <li key={whoOf(effect)[0]} class="effect">
            <h2>
              <Who effect={effect} />
            </h2>
            <Changes sign="+" changes={effect.gained ?? []} />
            <Changes sign="−" changes={effect.lost ?? []} />
          </li>
        ))}
      </ul>
      {effects.length > shown && (
        <p class="on">
          <button type="button" class="plain" onClick={() => setAsked(asked + 4 * CARDS)}>
            Show more of {(effects.length - shown).toLocaleString('en')}
          </button>
        </p>
      )}
    </>
  )
}

function Who({ effect }: { effect: Effect }) {
  if (!('users' in effect)) {
    const [name] = whoOf(effect)
    return (
      <>
        {'identityGroup' in effect ? 'Whoever presents the group ' : 'unknownUser' in effect ? 'Somebody unknown, ' : ''}
        <bdi>{'unknownUsers' in effect ? 'Unknown users' : name}</bdi>
      </>
    )
  }
  return <Names users={effect.users} />
}

export function Names({ users }: { users: readonly string[] }) {
  const rest = users.slice(NAMES, MOST)
  return (
    <>
      {users.slice(0, NAMES).map((id, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <PersonName id={id} />
        </span>
      ))}
      {users.length > NAMES && (
        <details class="more">
          <summary>and {(users.length - NAMES).toLocaleString('en')} more</summary>
          {rest.map((id, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <PersonName id={id} />
            </span>
          ))}
          {users.length > MOST && ` and ${(users.length - MOST).toLocaleString('en')} more, whom the CSV file names`}
        </details>
      )}
    </>
  )
}

function Changes({ sign, changes }: { sign: string; changes: readonly GrantChange[] }) {
  const { directory } = useHeld()
  return (
    <>
      {changes.map((change, at) => (
        <div key={at} class="grant-change" data-sign={sign}>
          <span class="sign" role="img" aria-label={sign === '+' ? 'gained' : 'lost'}>
            {sign}
          </span>
          <div>
            <p>
              <Grants change={change} /> <Words of={whereOf(change, sign === '+', directory)} />
            </p>
            <ul class="because">
              {change.because.map((because, at) => (
                <li key={at}>
                  <Words of={becauseOf(because, directory)} />
                </li>
              ))}
            </ul>
          </div>
        </div>
      ))}
    </>
  )
}

function Grants({ change: { grants } }: { change: GrantChange }) {
  const [all, setAll] = useState(false)
  if (grants.length === 0) return <>whatever presented groups give</>
  return (
    <span class="grants-gained">
      {grants.slice(0, all ? grants.length : GRANTS).map(({ permission, right }, at) => (
        <span key={`${permission} ${right}`}>
          {at > 0 && ', '}
          <PermissionName id={permission} />
          {right && <span class="right">{right}</span>}
        </span>
      ))}
      {!all && grants.length > GRANTS && (
        <>
          {' '}
          <button type="button" class="chip" onClick={() => setAll(true)}>
            and {grants.length - GRANTS} more
          </button>
        </>
      )}
    </span>
  )
}
