import { useLayoutEffect, useState } from 'preact/hooks'
import { Table } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, href, useRoute } from '../../shell/route'
import type { Decision } from '../../snapshot/decided'
import { useHeld } from '../../snapshot/held'
import { Card } from './card'
import { Head, type Order } from './head'
import { whence } from './names'
import type { Session } from './session'

/** One team, role or manager: a row to be decided on, and all of them below. */
export function Group({ session, order, group, places }: { session: Session; order: Order; group: string; places: Uint32Array }) {
  const held = useHeld()
  const { query } = useRoute()
  const [, decided] = useState(0)
  const asked = Number(query.get('row') ?? 0)
  const at = Number.isInteger(asked) && asked >= 0 && asked < places.length ? asked : 0
  const { kept } = session
  const go = (to: number) => amend({ row: String((to + places.length) % places.length) })
  const tell = () => decided((count) => count + 1)

  /** On to the next that nobody decided on; where there is none, just on. */
  const decide = (decision: Decision | undefined) => {
    session.decide(places[at]!, decision)
    tell()
    if (!decision) return
    const isOpen = (place: number) => !kept.decision(place)
    const after = places.subarray(at + 1).findIndex(isOpen)
    const next = after < 0 ? places.findIndex(isOpen) : at + 1 + after
    if (next >= 0) go(next)
  }

  // With the picture, not after it: a key decides on the row that is seen.
  useLayoutEffect(() => {
    const keys: Record<string, () => void> = {
      k: () => decide('keep'),
      r: () => decide('revoke'),
      u: () => decide(undefined),
      n: () => go(at + 1),
      p: () => go(at - 1),
      c: () => document.getElementById('comment')?.focus(),
    }
    const press = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]')
      if (typing || event.repeat || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return
      event.preventDefault()
      keys[event.key]!()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })

  return (
    <>
      <Head order={order} group={group} tally={session.tally(places)} />
      <Card session={session} place={places[at]!} at={at} of={places.length} decide={decide} go={go} said={tell} />
      <Table
        label="All of these"
        rows={places}
        id={(place) => String(place)}
        file={`review-${group || 'direct'}`}
        empty=""
        columns={[
          {
            title: 'Person',
            share: 1.4,
            text: (place) => session.row(place).user,
            cell: (place) => (
              <>
                <a class="who" href={href('review', session.by, { of: `=${group}`, row: String(places.indexOf(place)) })} aria-current={place === places[at] ? 'true' : undefined}>
                  <bdi>{session.row(place).name || session.row(place).user}</bdi>
                </a>
                {!session.row(place).active && <Tag>inactive</Tag>}
              </>
            ),
          },
          { title: 'Role', text: (place) => session.row(place).role, cell: (place) => <bdi>{session.row(place).roleName || session.row(place).role}</bdi> },
          { title: 'Through', share: 1.6, text: (place) => whence(session.row(place), held), cell: (place) => <bdi class="dim">{whence(session.row(place), held)}</bdi> },
          { title: 'Decision', share: 0.7, text: (place) => kept.decision(place) ?? '', cell: (place) => <Decided decision={kept.decision(place)} /> },
          { title: 'Comment', text: (place) => kept.comment(place), cell: (place) => kept.comment(place) && <bdi>{kept.comment(place)}</bdi> },
        ]}
      />
    </>
  )
}

function Decided({ decision }: { decision: Decision | undefined }) {
  if (!decision) return <span class="dim">–</span>
  return decision === 'keep' ? <span class="kept">kept</span> : <span class="revoked">revoked</span>
}
