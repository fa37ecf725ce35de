import type { ReviewOrder } from 'rolepack/author'
import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../../parts/failure'
import { Waiting } from '../../parts/waiting'
import { href, useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import { Group } from './group'
import { Head, type Order } from './head'
import { Overview } from './overview'
import { session, type Session } from './session'
import './review.css'

const ORDERS: readonly (Order & { readonly about: string })[] = [
  { by: 'team', title: 'By team', about: 'A team at a time: who is in it, and what it gives them; then what is held directly.' },
  { by: 'role', title: 'By role', about: 'A role at a time: who holds it, and through what.' },
  { by: 'manager', title: 'By manager', about: 'A manager at a time: what their people hold. Managers stand in the source.' },
]

/** Who holds what and whence, to be kept or revoked. */
export function ReviewView() {
  const held = useHeld()
  const { thing, query } = useRoute()
  const order = ORDERS.find(({ by }) => by === thing)
  const state = useSession(order?.by)
  const of = query.get('of')
  useTitle('Review')
  if (!order) return <Orders />
  if (state && 'refusal' in state) {
    return (
      <Failure refusal={state.refusal}>
        <a class="plain" href={href('review')}>
          Go through it otherwise
        </a>
      </Failure>
    )
  }
  const group = of?.startsWith('=') ? of.slice(1) : undefined
  if (!state) {
    return (
      <>
        <Head order={order} group={group} />
        <Waiting>
          <p>
            Listing who holds what in <bdi>{held.directory.organization}</bdi>. Large organisations take a while; the page can be used meanwhile.
          </p>
        </Waiting>
      </>
    )
  }
  const places = group === undefined ? undefined : state.session.groups.get(group)
  return places ? <Group session={state.session} order={order} group={group!} places={places} /> : <Overview session={state.session} order={order} />
}

function Orders() {
  const { source } = useHeld()
  return (
    <>
      <header class="view-head">
        <h1>Review</h1>
        <p>Go through who holds what, and keep or revoke each. What is decided stays in this browser until you take it away or forget it; nothing is sent anywhere.</p>
      </header>
      <ul class="orders">
        {ORDERS.filter(({ by }) => by !== 'manager' || source).map(({ by, title, about }) => (
          <li key={by}>
            <a href={href('review', by)}>{title}</a>
            <p class="dim">{about}</p>
          </li>
        ))}
      </ul>
      {!source && <p class="remark">A snapshot is open: it can be gone through, and the review taken away as CSV. To have decisions put into the source, or to go by manager, open the source.</p>}
    </>
  )
}

function useSession(by: ReviewOrder | undefined): { session: Session } | { refusal: Refusal } | undefined {
  const held = useHeld()
  const [state, setState] = useState<{ by: ReviewOrder; session: Session } | { by: ReviewOrder; refusal: Refusal }>()
  useEffect(() => {
    if (!by) return
    let last = true
    session(held, by).then(
      (session) => last && setState({ by, session }),
      (error: unknown) => last && setState({ by, refusal: refusalOf(error) }),
    )
    return () => {
      last = false
    }
  }, [held, by])
  return state?.by === by ? state : undefined
}
