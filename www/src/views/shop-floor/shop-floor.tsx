import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../../parts/failure'
import { useTitle } from '../../shell/title'
import { SAMPLE } from '../../snapshot/sample'
import { refusalOf } from '../../snapshot/refusal'
import { readAddress, writeAddress } from './address'
import { begin, count, turn, verdicts, type Bench } from './bench'
import { Gauge } from './gauge'
import { Panel } from './panel/panel'
import { Readouts } from './readouts'
import { Station } from './station'
import './shop-floor.css'
import './gated.css'
import './station.css'
import './panel.css'

/** The shop floor of the sample: who stands at the station on one side, the station on the other. Its source is its own, and changed by ticks. */
export function ShopFloorView() {
  const [start] = useState(started)
  useTitle('Shop floor')
  return 'bench' in start ? <Running start={start.bench} /> : <Failure refusal={refusalOf(start.error)} />
}

function started(): { bench: Bench } | { error: unknown } {
  try {
    const { person, place } = readAddress()
    return { bench: begin(SAMPLE, person, place) }
  } catch (error) {
    return { error }
  }
}

function Running({ start }: { start: Bench }) {
  const [bench, setBench] = useState(start)
  useEffect(() => writeAddress(bench), [bench.person, bench.place])
  useEffect(() => {
    const follow = () => location.hash.startsWith('#/shop-floor') && setBench((now) => turn(now, readAddress()))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const told = verdicts(bench)
  return (
    <div class="floor">
      <div class="floor-bar">
        <p>The sample’s shop floor: every tick is packed, loaded and asked.</p>
        <Readouts packed={bench.packed} />
      </div>
      <Panel bench={bench} setBench={setBench} />
      <Station bench={bench} setBench={setBench} verdicts={told} />
      <div class="sum">
        <Gauge verdicts={told} news={bench.news} />
        <p class="told" role="status">
          <strong class="count">{count(told)}</strong> <span class="news">{bench.news.text}</span>
        </p>
      </div>
    </div>
  )
}
