import { useMemo } from 'preact/hooks'
import { permissions, persons } from '../../parts/choices'
import { Combobox } from '../../parts/combobox'
import { Empty } from '../../parts/empty'
import { PickRight } from '../../parts/pick-right'
import { SignIn, usePresented } from '../../parts/presented'
import { Scope, useResource } from '../../parts/scope'
import { amend, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { Answer } from './answer'
import './why.css'

/** Any check: who, what, where, and how signed in; and the answer, as a sentence with its path. */
export function WhyView() {
  const held = useHeld()
  const { directory, people } = held
  const { query } = useRoute()
  const [person, key] = [query.get('person') ?? '', query.get('permission') ?? '']
  const presented = usePresented()
  const resource = useResource()
  const permission = directory.permission(key)
  const right = permission?.rights.length ? (query.get('right') ?? permission.rights[0]) : undefined
  const options = useMemo(() => ({ ...presented, resource, ...(right === undefined ? {} : { right }) }), [presented, resource, right])
  useTitle('Why?')
  return (
    <>
      <header class="view-head">
        <h1>Why?</h1>
        <p>May this person do that, there? The answer is the snapshot’s, as a guard would give it.</p>
      </header>
      <form class="question" onSubmit={(event) => event.preventDefault()}>
        <div class="who-what">
          <Combobox label="Person" placeholder="Name, job, e-mail or id" value={person && people.name(person)} chosen={person} find={(text) => persons(held, text)} pick={(id) => amend({ person: id })} />
          <Combobox label="Permission" placeholder="Title or key" value={key && directory.title(key)} chosen={key} find={(text) => permissions(held, text)} pick={(id) => amend({ permission: id, right: undefined })} />
          {permission && permission.rights.length > 0 && <PickRight rights={permission.rights} value={right} />}
        </div>
        <Scope />
        <SignIn />
      </form>
      {person && key ? <Answer user={person} permission={key} options={options} /> : <Empty>{person ? 'Now choose a permission.' : 'Choose a person and a permission.'}</Empty>}
    </>
  )
}
