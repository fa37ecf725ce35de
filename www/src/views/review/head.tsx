import type { ComponentChildren } from 'preact'
import type { ReviewOrder } from 'rolepack/author'
import { href } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { groupName } from './names'
import { Progress } from './progress'
import type { Tally } from './session'

/** What it is sorted by. */
export interface Order {
  readonly by: ReviewOrder
  readonly title: string
}

interface Props {
  readonly order: Order
  /** Which team, role or manager, if it is one alone. */
  readonly group?: string | undefined
  /** Absent until it is known. */
  readonly tally?: Tally
  readonly children?: ComponentChildren
}

/** What is gone through, and how far it is. It stands there before the rows are listed. */
export function Head({ order: { by, title }, group, tally, children }: Props) {
  const held = useHeld()
  return (
    <header class="view-head">
      <p class="crumb">
        <a href={href('review')}>Review</a>
        {group !== undefined && (
          <>
            {' '}
            / <a href={href('review', by)}>{title}</a>
          </>
        )}
      </p>
      <h1>{group === undefined ? title : <bdi>{groupName(by, group, held)}</bdi>}</h1>
      <Progress tally={tally} />
      {children}
    </header>
  )
}
