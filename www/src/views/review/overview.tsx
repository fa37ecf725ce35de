import { useMemo, useState } from 'preact/hooks'
import { Picture } from './picture'
import { Progress } from './progress'
import { Search } from '../../parts/search'
import { Table } from '../../parts/table'
import { amend, href, useRoute } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import { Away } from './away'
import { Head, type Order } from './head'
import { groupName } from './names'
import type { Session } from './session'

/** All groups with how far each is, and what can be taken away. */
export function Overview({ session, order }: { session: Session; order: Order }) {
  const { title } = order
  const held = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const [forgotten, forgot] = useState(0)
  const all = useMemo(() => [...session.groups].map(([id, places]) => ({ id, places, name: groupName(session.by, id, held) })), [session, held])
  const rows = useMemo(() => {
    const matches = matcher(asked)
    return all.filter(({ id, name }) => matches(`${name} ${id}`))
  }, [all, asked])
  const tally = (places: Uint32Array) => session.tally(places)
  return (
    <>
      <Head order={order} tally={session.tally()}>
        {session.mappings > 0 && (
          <p class="dim">
            Not reviewed: what {session.mappings === 1 ? 'a sign-in group gives' : `${session.mappings} sign-in groups give`}. Who is in a group, its identity provider knows.
          </p>
        )}
      </Head>
      <Picture key={forgotten} session={session} groups={all} title={title} />
      <Table
        label={title}
        rows={rows}
        id={({ id }) => id}
        file={`review-${title}`}
        empty={session.size === 0 ? 'Nobody holds anything.' : `Nothing is found by “${asked.trim()}”.`}
        columns={[
          {
            title: title.replace(/^By (.)/, (_, first: string) => first.toUpperCase()),
            share: 2,
            text: ({ name }) => name,
            cell: ({ id, name, places }) => (
              <a class="who" href={href('review', session.by, { of: `=${id}`, row: String(Math.max(0, places.findIndex((place) => !session.kept.decision(place)))) })}>
                <bdi>{name}</bdi>
              </a>
            ),
          },
          { title: 'Progress', share: 2, text: ({ places }) => `${tally(places).decided} of ${places.length}`, cell: ({ places }) => <Progress tally={tally(places)} /> },
          { title: 'Revoked', text: ({ places }) => String(tally(places).revoked), cell: ({ places }) => <span class={tally(places).revoked ? 'revoked' : 'dim'}>{tally(places).revoked.toLocaleString('en')}</span> },
        ]}
      >
        <Search label="Find one" value={asked} change={(q) => amend({ q })} />
      </Table>
      <Away session={session} changed={() => forgot((count) => count + 1)} />
    </>
  )
}
