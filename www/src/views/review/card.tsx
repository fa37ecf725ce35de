import { PersonName, RoleName, TeamName } from '../../parts/names'
import { Tag } from '../../parts/tag'
import type { Decision } from '../../snapshot/decided'
import { useHeld } from '../../snapshot/held'
import { jobOf } from '../person/user'
import { LONGEST } from './kept'
import type { Session } from './session'

interface Props {
  readonly session: Session
  readonly place: number
  readonly at: number
  readonly of: number
  readonly decide: (decision: Decision | undefined) => void
  readonly go: (to: number) => void
  readonly said: () => void
}

/** The row that is to be decided on: by button, or by key. */
export function Card({ session, place, at, of, decide, go, said }: Props) {
  const { people } = useHeld()
  const { user, role, team, within, from, until, active } = session.row(place)
  const decision = session.kept.decision(place)
  const person = people.get(user)
  const job = person && jobOf(person)
  const together = session.together(place)
  return (
    <section class="card" aria-label="To be decided" data-decision={decision ?? 'none'}>
      <p class="figures" role="status">
        {(at + 1).toLocaleString('en')} of {of.toLocaleString('en')}
        {decision && `: ${decision === 'keep' ? 'kept' : 'revoked'}`}
      </p>
      <p class="question">
        <PersonName id={user} /> {!active && <Tag>inactive</Tag>} holds <RoleName id={role} />
        {team ? (
          <>
            {' '}
            through the team <TeamName id={team} />
          </>
        ) : (
          ' directly'
        )}
        {within && (
          <>
            , within <bdi>{within}</bdi>
          </>
        )}
        {from && `, from ${from}`}
        {until && `, until ${until}`}.
      </p>
      <p class="dim">
        <bdi>{user}</bdi>
        {job && (
          <>
            {' · '}
            <bdi>{job}</bdi>
          </>
        )}
      </p>
      {together.length > 0 && (
        <p class="dim">
          The team gives {together.length === 1 ? 'another role' : `${together.length} other roles`} too:{' '}
          {together.map((other, index) => (
            <span key={other}>
              {index > 0 && ', '}
              <bdi>{session.row(other).roleName || session.row(other).role}</bdi>
            </span>
          ))}
          . Revoking takes the person out of the team, and so revokes all of them.
        </p>
      )}
      <div class="deciding">
        <button type="button" class="plain keep" aria-pressed={decision === 'keep'} aria-keyshortcuts="k" onClick={() => decide('keep')}>
          Keep <kbd>K</kbd>
        </button>
        <button type="button" class="plain revoke" aria-pressed={decision === 'revoke'} aria-keyshortcuts="r" onClick={() => decide('revoke')}>
          Revoke <kbd>R</kbd>
        </button>
        <button type="button" class="plain" disabled={!decision} aria-keyshortcuts="u" onClick={() => decide(undefined)}>
          Undo <kbd>U</kbd>
        </button>
        <span class="steps">
          <button type="button" class="plain" aria-keyshortcuts="p" onClick={() => go(at - 1)}>
            Previous <kbd>P</kbd>
          </button>
          <button type="button" class="plain" aria-keyshortcuts="n" onClick={() => go(at + 1)}>
            Next <kbd>N</kbd>
          </button>
        </span>
      </div>
      <label class="field">
        <span>
          Comment <kbd>C</kbd>
        </span>
        <input
          id="comment"
          type="text"
          dir="auto"
          autocomplete="off"
          maxLength={LONGEST}
          value={session.kept.comment(place)}
          onInput={(event) => {
            session.kept.say(place, event.currentTarget.value)
            said()
          }}
          onKeyDown={(event) => (event.key === 'Enter' || event.key === 'Escape') && event.currentTarget.blur()}
        />
      </label>
    </section>
  )
}
