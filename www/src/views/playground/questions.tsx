import type { Access } from 'rolepack/full'
import { useMemo } from 'preact/hooks'
import { permissions, persons } from '../../parts/choices'
import { Combobox } from '../../parts/combobox'
import { Empty } from '../../parts/empty'
import { PickRight } from '../../parts/pick-right'
import { SignIn } from '../../parts/presented'
import { Scope, whereOf } from '../../parts/scope'
import { through, whyNot } from '../../parts/sentence'
import { Words } from '../../parts/words'
import { amend, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { explained, MOST, pinnedIn, questionIn, type Question } from './question'

/** Questions that stay, and their answers by the text as it is now. `stale`: it does not pack; they are by the last that did. */
export function Questions({ access, stale }: { access: Access; stale: boolean }) {
  const held = useHeld()
  const { query } = useRoute()
  const pinned = useMemo(() => pinnedIn(query, held), [query.toString(), held])
  const answers = useMemo(() => pinned.map((question) => ({ question, before: held.access.can(question.person, question.permission, optionsOf(question)), now: explained(access, question) })), [pinned, access, held])
  const flipped = answers.filter(({ before, now }) => before !== now.allowed).length
  const drop = (text: string) => {
    const rest = pinned.map((question) => question.text).filter((other) => other !== text)
    amend({ ask: rest.length ? rest : [''] })
  }
  return (
    <section class="questions" aria-label="Questions" data-stale={stale}>
      <h2>
        Questions <span class="figures">{pinned.length}</span>
      </h2>
      <p class="dim" role="status">
        {stale ? 'The text does not pack: these are the answers of the last that did.' : flipped === 0 ? 'Answered as before.' : `${flipped} ${flipped === 1 ? 'answer is' : 'answers are'} not as before.`}
      </p>
      {pinned.length === 0 && <Empty>Ask something, and see whether the answer changes while you type.</Empty>}
      <ul class="pinned">
        {answers.map(({ question, before, now }) => (
          <li key={question.text} data-allowed={now.allowed} data-flipped={before !== now.allowed}>
            <strong class="verdict">{now.allowed ? 'Yes' : 'No'}</strong>
            <div class="asked">
              <p>
                <Asked question={question} /> {before !== now.allowed && <span class="was">was {before ? 'yes' : 'no'}</span>}
              </p>
              <p class="dim">
                <Words of={now.allowed ? through(now.paths[0]!, held.directory) : whyNot(now, { directory: held.directory, where: whereOf(question.resource), accessMethod: question.accessMethod, person: held.people.name(question.person) })} />{' '}
                <a href={`#/why?${question.text}`}>Why, as opened</a>
              </p>
            </div>
            <button type="button" class="chip" aria-label={`Do not ask about ${question.person}, ${question.permission}`} onClick={() => drop(question.text)}>
              ×
            </button>
          </li>
        ))}
      </ul>
      {pinned.length < MOST && <Another pinned={pinned} />}
    </section>
  )
}

function optionsOf({ right, resource, accessMethod, identityGroups }: Question) {
  return { resource, accessMethod, identityGroups, ...(right === undefined ? {} : { right }) }
}

function Asked({ question: { person, permission, right, resource, accessMethod, identityGroups } }: { question: Question }) {
  const { directory, people } = useHeld()
  const where = whereOf(resource)
  return (
    <>
      <b>
        <bdi>{people.name(person)}</bdi>
      </b>
      : <bdi>{directory.title(permission)}</bdi>
      {right && ` (${right})`}
      {where && (
        <>
          , <bdi>{where}</bdi>
        </>
      )}
      {accessMethod === 'slideIn' && ', by kiosk badge'}
      {identityGroups.map(({ provider, group }) => (
        <span key={`${provider}:${group}`}>
          , in <bdi>{group}</bdi>
        </span>
      ))}
    </>
  )
}

function Another({ pinned }: { pinned: readonly Question[] }) {
  const held = useHeld()
  const { query } = useRoute()
  const { directory, people } = held
  const [person, key] = [query.get('person') ?? '', query.get('permission') ?? '']
  const permission = directory.permission(key)
  const question = questionIn(query, directory)
  const ask = () => {
    if (!question) return
    const gone = Object.fromEntries([...new URLSearchParams(question.text).keys()].map((name) => [name, undefined]))
    amend({ ...gone, ask: [...new Set([...pinned.map(({ text }) => text), question.text])] })
  }
  return (
    <form
      class="another"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
    >
      <h3>Ask something else</h3>
      <Combobox label="Person" placeholder="Name, job, e-mail or id" value={person && people.name(person)} chosen={person} find={(text) => persons(held, text)} pick={(id) => amend({ person: id })} />
      <Combobox label="Permission" placeholder="Title or key" value={key && directory.title(key)} chosen={key} find={(text) => permissions(held, text)} pick={(id) => amend({ permission: id, right: undefined })} />
      {permission && permission.rights.length > 0 && <PickRight rights={permission.rights} value={question?.right ?? permission.rights[0]} />}
      <Scope />
      <SignIn />
      <button type="submit" class="plain" disabled={!question}>
        Keep asking this
      </button>
    </form>
  )
}
