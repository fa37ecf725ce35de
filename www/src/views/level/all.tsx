import { Tabs, tabNow } from '../../parts/tabs'
import { useRoute } from '../../shell/route'
import { useTitle } from '../../shell/title'
import { useHeld } from '../../snapshot/held'
import { ListOfLevels } from './list'
import { Place } from './place'
import { Places } from './places'
import { Reach } from './reach'

/** Access levels, and from either side who reaches which place. */
export function AllLevels() {
  const { directory } = useHeld()
  const { query } = useRoute()
  const tab = tabNow(query, ['list', 'places', 'place', 'reach'])
  useTitle('Access levels')
  return (
    <>
      <header class="view-head">
        <h1>Access levels</h1>
        <p>A level says where a role counts: in which plants, at which equipment, for which parties, with which tools.</p>
      </header>
      {!directory.scoping && <p class="remark">This organisation does not look at places: whatever somebody may do, they may do everywhere.</p>}
      <Tabs
        label="About access levels"
        tabs={[
          { id: 'list', title: 'All levels', count: directory.levels.length },
          { id: 'places', title: 'Every place' },
          { id: 'place', title: 'One place' },
          { id: 'reach', title: 'One person' },
        ]}
      />
      {tab === 'list' && <ListOfLevels />}
      {tab === 'places' && <Places />}
      {tab === 'place' && <Place />}
      {tab === 'reach' && <Reach />}
    </>
  )
}
