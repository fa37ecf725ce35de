import { useMemo } from 'preact/hooks'
import { Empty } from '../../parts/empty'
import { usePresented, SignIn } from '../../parts/presented'
import { Tabs, tabNow } from '../../parts/tabs'
import { Tag } from '../../parts/tag'
import { href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { Access } from './access'
import { Holding } from './holding'
import { jobOf } from './user'
import { WhatIf } from './what-if'

/** One person: what they may do, where it comes from, and what a change would bring. */
export function Somebody({ id }: { id: string }) {
  const { access, people } = useHeld()
  const { query } = useRoute()
  const presented = usePresented()
  const user = useMemo(() => people.get(id), [people, id])
  const effective = useMemo(() => access.effective(id, presented), [access, id, presented])
  const name = user?.name ?? id
  useTitle(name)
  const grants = effective.groups.reduce((sum, group) => sum + group.grants.length, 0)
  const tab = tabNow(query, ['access', 'holding', 'what-if'])
  return (
    <>
      <header class="view-head person-head">
        <p class="crumb">
          <a href={href('person')}>People</a>
        </p>
        <h1>
          <bdi>{name}</bdi> {user?.active === false && <Tag>inactive</Tag>}
        </h1>
        <p class="facts">
          {name !== id && <bdi>{id}</bdi>}
          {user && jobOf(user) && <bdi>{jobOf(user)}</bdi>}
          {user?.email && user.email !== id && <bdi>{user.email}</bdi>}
          {user?.employee && <span>employee <bdi>{user.employee}</bdi></span>}
        </p>
        <SignIn />
      </header>
      {!user && <p class="remark">Not in this snapshot. Somebody unknown may do what the groups presented at sign-in are mapped to{grants ? '' : '; none is presented that is mapped'}.</p>}
      {effective.reason === 'inactive-user' && <p class="remark">Inactive: nothing is allowed until that changes, whatever is held.</p>}
      <Tabs
        label="About this person"
        tabs={[
          { id: 'access', title: 'May do', count: grants },
          { id: 'holding', title: 'Comes from' },
          { id: 'what-if', title: 'One role more or less' },
        ]}
      />
      {tab === 'access' && <Access user={id} effective={effective} />}
      {tab === 'holding' && <Holding user={user} effective={effective} />}
      {tab === 'what-if' && (user ? <WhatIf user={user} /> : <Empty>Only of somebody who is in the snapshot can it be said what a change would bring.</Empty>)}
    </>
  )
}
