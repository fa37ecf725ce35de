import { OpenAnother } from '../../shell/open-another'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { Facts } from './facts'
import './snapshot.css'

/** What is open, and what else could be. */
export function SnapshotView() {
  const { directory } = useHeld()
  useTitle('Snapshot')
  return (
    <>
      <header class="view-head">
        <h1>
          <bdi>{directory.organization}</bdi>
        </h1>
      </header>
      <div class="columns">
        <Facts />
        <OpenAnother />
      </div>
    </>
  )
}
