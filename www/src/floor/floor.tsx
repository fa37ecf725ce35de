import { useEffect, useState } from 'preact/hooks'
import { Failure } from '../page/failure'
import { Masthead } from '../page/masthead'
import { Panel } from '../panel/panel'
import { SAMPLE } from '../source/sample'
import { readAddress, writeAddress } from './address'
import { begin, count, turn, verdicts, type Bench } from './bench'
import { Gauge } from './gauge'
import { Readouts } from './readouts'
import { Station } from './station'

/** The shop floor: who stands at the station on one side, the station on the other. */
export function Floor() {
  const [start] = useState(started)
  return start instanceof Error ? <Failure error={start} /> : <Running start={start} />
}

function started(): Bench | Error {
  try {
    const { person, place } = readAddress()
    return begin(SAMPLE, person, place)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function Running({ start }: { start: Bench }) {
  const [bench, setBench] = useState(start)
  useEffect(() => writeAddress(bench), [bench.person, bench.place])
  useEffect(() => {
    const follow = () => setBench((now) => turn(now, readAddress()))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const told = verdicts(bench)
  return (
    <>
      <a class="skip" href="#station">
        To the station
      </a>
      <Masthead organization={bench.directory.organization}>
        <Readouts packed={bench.packed} />
      </Masthead>
      <div class="floor">
        <Panel bench={bench} setBench={setBench} />
        <Station bench={bench} setBench={setBench} verdicts={told} />
      </div>
      <footer class="sum">
        <Gauge verdicts={told} news={bench.news} />
        <p class="told" role="status">
          <strong class="count">{count(told)}</strong> <span class="news">{bench.news.text}</span>
        </p>
      </footer>
    </>
  )
}
