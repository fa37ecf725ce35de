import { useEffect, useState } from 'preact/hooks'
import { grantColumns } from '../../parts/grant-columns'
import { PersonName } from '../../parts/names'
import { Method, usePresented } from '../../parts/presented'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { lossesOf, type Losses } from './losses'

/** Who would lose what if the team were no more, and everything else stayed. */
export function Gone({ team }: { team: string }) {
  const { access, people, directory } = useHeld()
  const { query } = useRoute()
  const { accessMethod } = usePresented()
  const [answer, setAnswer] = useState<{ losses?: Losses | undefined; done: number }>({ done: 0 })
  useEffect(() => {
    let gone = false
    setAnswer({ done: 0 })
    void lossesOf(access, people, team, accessMethod, () => gone, (done) => setAnswer({ done })).then((losses) => losses && setAnswer({ losses, done: 0 }))
    return () => {
      gone = true
    }
  }, [access, people, team, accessMethod])
  const members = people.inTeam(team).length
  const { losses, done } = answer
  if (!losses) {
    return (
      <p class="dim" role="status">
        Asking of each member what is held: {done.toLocaleString('en')} of {members.toLocaleString('en')}…
      </p>
    )
  }
  const { losers, grants } = losses
  const byGrant = query.get('by') === 'grant'
  const some = losers.filter(({ lost }) => lost > 0).length
  const title = (permission: string, right: string | undefined) => `${directory.title(permission)}${right ? ` (${right})` : ''}`
  const [area, permission, right] = grantColumns(directory, 2)
  const tools = (
    <>
      <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
      <label class="tick">
        <input type="checkbox" checked={byGrant} onChange={(event) => amend({ by: event.currentTarget.checked ? 'grant' : undefined })} />
        by permission
      </label>
    </>
  )
  return (
    <>
      <p class="sum-up" role="status">
        {losers.length === 0
          ? 'Nobody would lose anything: every member holds it in another way too, or the team brings nothing.'
          : `Of ${members.toLocaleString('en')} ${members === 1 ? 'member' : 'members'}, ${some.toLocaleString('en')} would lose what they hold through this team alone.`}{' '}
        <span class="dim">What groups bring at sign-in is not looked at.</span>
      </p>
      {byGrant ? (
        <Table
          label="What would be lost"
          rows={grants}
          id={({ permission, right }) => `${permission}\n${right}`}
          file={`lost-without-${team}`}
          empty="Nothing would be lost."
          columns={[
            area,
            permission,
            { title: 'Title', text: ({ permission, right }) => title(permission, right) },
            right,
            { title: 'People who lose it', share: 0.7, text: ({ people }) => String(people), cell: ({ people }) => <span class="figures">{people.toLocaleString('en')}</span> },
          ]}
        >
          {tools}
        </Table>
      ) : (
        <Table
          label="Who would lose something"
          rows={losers}
          id={({ place }) => String(place)}
          file={`losing-without-${team}`}
          empty="Nobody would lose anything."
          columns={[
            { title: 'Name', text: ({ place }) => people.nameAt(place), cell: ({ place }) => <PersonName id={people.idAt(place)} /> },
            { title: 'Id', text: ({ place }) => people.idAt(place), cell: ({ place }) => <bdi>{people.idAt(place)}</bdi> },
            {
              title: 'Loses',
              text: ({ lost }) => String(lost),
              cell: ({ place, lost }) => (
                <a href={href('person', people.idAt(place), { tab: 'what-if', leave: [team], method: accessMethod === 'login' ? undefined : accessMethod })}>
                  {lost} {lost === 1 ? 'grant' : 'grants'}
                </a>
              ),
            },
            { title: 'Reaches less far', share: 0.6, text: ({ narrower }) => String(narrower), cell: ({ narrower }) => <span class="figures">{narrower || 'none'}</span> },
          ]}
        >
          {tools}
        </Table>
      )}
    </>
  )
}
