import { Access } from 'rolepack/full'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Combobox } from '../../parts/combobox'
import { Empty } from '../../parts/empty'
import { LevelName, RoleName, TeamName } from '../../parts/names'
import { usePresented } from '../../parts/presented'
import { Quoting } from '../../parts/problems'
import { amend, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import type { User } from '../../snapshot/protocol'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import { assigned, changed, changeOf, roleText, type Change } from './change'
import { Difference } from './difference'
import { differenceOf, type Differing } from './differing'
import { rolesOf } from './user'

/** What giving or taking roles and teams would change, asked of a snapshot in which it is so already. */
export function WhatIf({ user }: { user: User }) {
  const { directory } = useHeld()
  const { query } = useRoute()
  const change = useMemo(() => changeOf(query), [query.toString()])
  const [within, setWithin] = useState('')
  const answer = useAnswer(user, change)
  const set = (next: Partial<Change>) => amend({ ...change, ...next })
  const toggle = (name: keyof Change, entry: string) =>
    set({ [name]: change[name].includes(entry) ? change[name].filter((other) => other !== entry) : [...change[name], entry] })
  const found = (things: readonly { id: string; name: string }[], query: string, gone: readonly string[]) => {
    const matches = matcher(query)
    return things.filter(({ id, name }) => !gone.includes(id) && matches(`${name} ${id}`)).slice(0, 100)
  }
  const teams = user.teams ?? []
  return (
    <section class="what-if" aria-label="One role more or less">
      <div class="changes-form">
        <fieldset>
          <legend>Give</legend>
          <Combobox
            label="A role"
            placeholder="Role to give"
            value=""
            find={(query) => found(directory.roles, query, []).map(({ id, name }) => ({ id, name, note: directory.findRole(id)?.description ?? '' }))}
            pick={(role) => set({ give: [...change.give.filter((given) => given !== roleText(role, within)), roleText(role, within)] })}
          />
          {directory.levels.length > 0 && (
            <label class="field">
              within
              <select value={within} onChange={(event) => setWithin(event.currentTarget.value)}>
                <option value="">as far as their own levels reach</option>
                {directory.levels.map((level) => (
                  <option key={`${level.company}/${level.key}`} value={`${level.company}/${level.key}`}>
                    {directory.level(level)}: {level.description}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Combobox label="A team" placeholder="Team to join" value="" find={(query) => found(directory.teams, query, [...teams, ...change.join])} pick={(team) => set({ join: [...change.join, team] })} />
        </fieldset>
        <fieldset>
          <legend>Take</legend>
          {rolesOf(user).length + teams.length === 0 && <Empty>Holds no role directly, and is in no team.</Empty>}
          <ul class="takes">
            {rolesOf(user).map((assignment) => {
              const text = roleText(assignment.role, assignment.within && `${assignment.within.company}/${assignment.within.key}`)
              return (
                <li key={text}>
                  <label class="tick">
                    <input type="checkbox" checked={change.take.includes(text)} data-take={text} onChange={() => toggle('take', text)} />
                    <span>
                      <bdi>{directory.role(assignment.role)}</bdi>
                      {assignment.within && <span class="dim"> within <bdi>{directory.level(assignment.within)}</bdi></span>}
                    </span>
                  </label>
                </li>
              )
            })}
            {teams.map((team) => (
              <li key={team}>
                <label class="tick">
                  <input type="checkbox" checked={change.leave.includes(team)} onChange={() => toggle('leave', team)} />
                  <span>
                    <span class="dim">out of </span>
                    <bdi>{directory.team(team)}</bdi>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      </div>
      <Chosen change={change} set={set} />
      {'refusal' in answer ? (
        <p class="remark bad" role="alert">
          <Quoting text={answer.refusal.problems[0]?.message ?? answer.refusal.message} />
        </p>
      ) : 'differing' in answer ? (
        <Difference user={user.id} differing={answer.differing} />
      ) : answer.busy ? (
        <p class="dim" role="status">
          Packing it as it would be…
        </p>
      ) : (
        <Empty>Choose what to give or to take. Nothing is changed by it: it is packed aside, asked, and let go of.</Empty>
      )}
    </section>
  )
}

function Chosen({ change: { give, join }, set }: { change: Change; set: (change: Partial<Change>) => void }) {
  const { directory } = useHeld()
  if (give.length + join.length === 0) return null
  return (
    <ul class="chosen" aria-label="To be given">
      {give.map((text) => {
        const { role, within } = assigned(text, directory)
        return (
          <li key={text}>
            <span class="sign">+</span> <RoleName id={role} />
            {within && <> within <LevelName level={within} /></>}
            <button type="button" class="chip" aria-label={`Do not give ${text}`} onClick={() => set({ give: give.filter((other) => other !== text) })}>
              ×
            </button>
          </li>
        )
      })}
      {join.map((team) => (
        <li key={team}>
          <span class="sign">+</span> team <TeamName id={team} />
          <button type="button" class="chip" aria-label={`Do not join ${directory.team(team)}`} onClick={() => set({ join: join.filter((other) => other !== team) })}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}

type Answer = { readonly busy: boolean } | { readonly differing: Differing } | { readonly refusal: Refusal }

function useAnswer(user: User, change: Change): Answer {
  const { access, desk, directory, document } = useHeld()
  const presented = usePresented()
  const [answer, setAnswer] = useState<Answer>({ busy: false })
  useEffect(() => {
    const next = changed(user, change, directory)
    if (next === undefined) return setAnswer({ busy: false })
    let last = true
    setAnswer((before) => ('differing' in before ? before : { busy: true }))
    desk.ask('packOne', [document, next]).then(
      (bytes) => {
        if (!last) return
        const then = Access.load(bytes, { now: -1 })
        setAnswer({ differing: differenceOf(access.effective(user.id, presented), then.effective(user.id, presented)) })
        then.close()
      },
      (error: unknown) => last && setAnswer({ refusal: refusalOf(error) }),
    )
    return () => {
      last = false
    }
  }, [user, change, access, presented])
  return answer
}
