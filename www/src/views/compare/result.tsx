import type { Comparison } from 'rolepack/author'
import { useMemo } from 'preact/hooks'
import { Actions } from '../../parts/actions'
import { Empty } from '../../parts/empty'
import { Search } from '../../parts/search'
import { text } from '../../parts/sentence'
import { Tabs, tabNow } from '../../parts/tabs'
import { Words } from '../../parts/words'
import { amend, useRoute } from '../../shell/route'
import { useHeld, type Held } from '../../snapshot/held'
import { Effects, Names } from './effects'
import { narrowing } from './narrow'
import { Picture } from './picture'
import { rowsOf, type Row } from './rows'
import { becauseOf, changeOf, settingOf, summaryOf, whereOf } from './said'
import { Structure } from './structure'

export function Result({ comparison }: { comparison: Comparison }) {
  const held = useHeld()
  const { query } = useRoute()
  const { effects, settings, changes, unaffected, structure } = comparison
  const asked = query.get('q') ?? ''
  const narrow = useMemo(() => narrowing(held), [comparison, held])
  const narrowed = useMemo(() => narrow(effects, asked), [narrow, effects, asked])
  const rows = useMemo(() => rowsOf(narrowed), [narrowed])
  const tab = tabNow(query, ['who', 'because', 'unaffected', 'structure'])
  const otherwise = unaffected.reduce((sum, { users }) => sum + users.length, 0)
  const differing = Object.values(structure).reduce((sum, { added, removed, changed }) => sum + added.length + removed.length + changed.length, 0)
  return (
    <>
      {settings.map((setting, at) => (
        <p key={at} class={setting.setting === 'scoping' && !setting.on ? 'remark bad' : 'remark'}>
          <Words of={settingOf(setting)} />
        </p>
      ))}
      <p class="sum-up" role="status">
        {summaryOf(comparison)} <NextChange comparison={comparison} />
      </p>
      <Tabs
        label="About the difference"
        tabs={[
          { id: 'who', title: 'Who', count: effects.length },
          { id: 'because', title: 'Because', count: changes.length },
          { id: 'unaffected', title: 'Otherwise, and the same', count: otherwise },
          { id: 'structure', title: 'What changed', count: differing },
        ]}
      />
      {tab === 'who' && (
        <section aria-label="Who gained and who lost">
          <Picture effects={effects} />
          <div class="above">
            <Search label="Person, group, permission or role" value={asked} change={(q) => amend({ q })} />
            <Actions file={`${comparison.organization}-difference`} rows={rows} columns={columns(held)} />
          </div>
          {asked.trim() && narrowed.length === 0 ? <Empty>{`Nothing is found by “${asked.trim()}”.`}</Empty> : <Effects effects={narrowed} />}
        </section>
      )}
      {tab === 'because' && <Because changes={changes} />}
      {tab === 'unaffected' && <Unaffected unaffected={unaffected} />}
      {tab === 'structure' && <Structure structure={structure} />}
    </>
  )
}

function columns({ people, directory }: Held) {
  return [
    { title: 'Who', text: (row: Row) => row.who },
    { title: 'Name', text: (row: Row) => people.name(row.who) },
    { title: 'Change', text: (row: Row) => (row.gained ? 'gained' : 'lost') },
    { title: 'Permission', text: (row: Row) => row.grant?.permission ?? 'whatever presented groups give' },
    { title: 'Right', text: (row: Row) => row.grant?.right ?? '' },
    { title: 'Title', text: (row: Row) => (row.grant ? directory.title(row.grant.permission) : '') },
    { title: 'Where', text: (row: Row) => text(whereOf(row.change, row.gained, directory)).trim() },
    { title: 'Because', text: (row: Row) => row.because.map((because) => text(becauseOf(because, directory))).join('; ') },
  ]
}

function Because({ changes }: { changes: Comparison['changes'] }) {
  const { directory } = useHeld()
  if (changes.length === 0) return <Empty>No change gives or takes anything.</Empty>
  return (
    <section aria-label="Because of which change">
      <div class="above">
        <Actions
          file="changes"
          rows={changes}
          columns={[
            { title: 'Change', text: (change) => text(changeOf(change, directory)) },
            { title: 'People who gain', text: ({ gaining }) => String(gaining) },
            { title: 'People who lose', text: ({ losing }) => String(losing) },
            { title: 'Groups and unknown users', text: ({ others }) => String(others) },
          ]}
        />
      </div>
      <table class="weights">
        <thead>
          <tr>
            <th scope="col">Change</th>
            <th scope="col">gain</th>
            <th scope="col">lose</th>
            <th scope="col">others</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, 500).map((change, at) => (
            <tr key={at}>
              <th scope="row">
                <Words of={changeOf(change, directory)} />
              </th>
              {[change.gaining, change.losing, change.others].map((count, at) => (
                <td key={at} class={count ? undefined : 'dim'}>
                  {count.toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length > 500 && <p class="dim">The first 500 of {changes.length.toLocaleString('en')}; the CSV file has all.</p>}
    </section>
  )
}

function Unaffected({ unaffected }: { unaffected: Comparison['unaffected'] }) {
  const { directory, people } = useHeld()
  if (unaffected.length === 0) return <Empty>Of nobody it can be said that they hold things otherwise and may do the same.</Empty>
  return (
    <section aria-label="Who holds things otherwise and may do the same">
      <div class="above">
        <Actions
          file="unaffected"
          rows={unaffected.flatMap(({ users, because }) => users.map((user) => ({ user, because })))}
          columns={[
            { title: 'Who', text: ({ user }) => user },
            { title: 'Name', text: ({ user }) => people.name(user) },
            { title: 'What changed', text: ({ because }) => because.map((one) => text(becauseOf(one, directory))).join('; ') },
          ]}
        />
      </div>
      <ul class="effects">
        {unaffected.slice(0, 200).map(({ users, because }, at) => (
          <li key={at} class="effect">
            <h2>
              <Names users={users} />
            </h2>
            <ul class="because">
              {because.map((one, at) => (
                <li key={at}>
                  <Words of={becauseOf(one, directory)} />
                </li>
              ))}
            </ul>
          </li>
        ))}
        {unaffected.length > 200 && <li class="dim">and {(unaffected.length - 200).toLocaleString('en')} more, whom the CSV file names.</li>}
      </ul>
    </section>
  )
}

function NextChange({ comparison: { oldNextChange, newNextChange } }: { comparison: Comparison }) {
  if (oldNextChange === newNextChange) return null
  if (newNextChange === undefined) return <span class="dim">No assignment begins or ends any more; one did at {oldNextChange}.</span>
  return (
    <span class="dim">
      The next assignment begins or ends at {newNextChange}
      {oldNextChange === undefined ? ', and none did' : `, not at ${oldNextChange}`}.
    </span>
  )
}
