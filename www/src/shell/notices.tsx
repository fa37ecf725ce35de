import { useContext, useMemo } from 'preact/hooks'
import { HeldContext } from '../snapshot/held'
import { href } from './route'
import { useOpening } from './opener'

const WHEN = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** What has to be known of what is open before anything that it answers is believed. */
export function Notices() {
  const held = useContext(HeldContext)
  const { state } = useOpening()
  const now = useMemo(() => Date.now(), [held])
  if (!held) return null
  const { expires, nextChange, kind } = held.access
  const lines = [
    state.gone !== undefined && (
      <>
        <bdi>{state.gone}</bdi> was open here before the page was loaded again. Browsers keep no files: <a href={href('snapshot')}>open it again</a>. This is the sample.
      </>
    ),
    expires !== undefined && expires <= now && <>This snapshot expired on {WHEN.format(expires)} UTC: no guard answers from it any more.</>,
    held.kind === 'snapshot' && nextChange !== undefined && nextChange <= now && <>An assignment began or ended on {WHEN.format(nextChange)} UTC, after this was packed: by now the answers are others.</>,
    kind === 'shard' && <>This is a shard, which holds a range of ids: of anybody else it says nothing.</>,
  ]
  return (
    <>
      {lines.filter(Boolean).map((line, at) => (
        <p key={at} class="banner">
          {line}
        </p>
      ))}
    </>
  )
}
