import { Problems } from '../../parts/problems'
import { GROUPS, idOf, STEP, type Action, type Group } from './actions'
import { change, nameOf, press, turn, type Bench } from './bench'
import { Gated } from './gated'
import { Log } from './log'
import { placeOf } from './places'
import { RunHead } from './run-head'
import { text, through, type Circumstances } from '../../parts/sentence'
import { ActiveStep, Steps } from './steps'
import type { Verdict, Verdicts } from './verdict'

interface Props {
  readonly bench: Bench
  readonly setBench: (change: (bench: Bench) => Bench) => void
  readonly verdicts: Verdicts
}

/** The screen at the work station. */
export function Station({ bench, setBench, verdicts }: Props) {
  const { directory, news, problems } = bench
  const circumstances: Circumstances = { directory, where: whereOf(bench.place), accessMethod: bench.accessMethod, person: nameOf(bench) }

  const pressed = ({ action, explanation }: Verdict, detail = '') => {
    const title = `${circumstances.person}: ${directory.title(action.permission)}${detail}`
    setBench((now) => press(now, title, text(through(explanation.paths[0]!, directory))))
  }
  const gated = (action: Action, detail?: () => string) => {
    const id = idOf(action)
    const turned = news.opened.has(id) ? 'opened' : news.closed.has(id) ? 'closed' : undefined
    return <Gated key={id} verdict={verdicts.get(id)!} circumstances={circumstances} turned={turned} press={(verdict) => pressed(verdict, detail?.())} />
  }
  const card = ({ id, title, about, actions }: Group) => (
    <section key={id} class="card" aria-labelledby={`card-${id}`}>
      <header>
        <h2 id={`card-${id}`}>{title}</h2>
        <p>{about}</p>
      </header>
      <div class="buttons">{actions.map((action) => gated(action))}</div>
    </section>
  )

  return (
    <section class="station" aria-label="The station">
      {problems.length > 0 && (
        <section class="refused" role="alert">
          <h2>This source does not pack</h2>
          <p>The station still runs on snapshot {bench.packed.access.sequence}, from before the change.</p>
          <Problems problems={problems} />
          <button type="button" class="plain" onClick={() => setBench((now) => change(now, now.packedFiles, 'Taken back'))}>
            Take the change back
          </button>
        </section>
      )}
      <RunHead place={bench.place} move={(place) => setBench((now) => turn(now, { place }))} />
      <section class="work" aria-labelledby="card-step">
        <Steps />
        <ActiveStep actions={STEP.actions} fill={verdicts.get('updateRunStepFieldValue')!} gated={gated} />
      </section>
      <div class="cards">{GROUPS.map(card)}</div>
      <Log entries={bench.log} />
    </section>
  )
}

/** The place as a sentence says it, if any is named. */
function whereOf(id: string): string | undefined {
  const { resource, where } = placeOf(id)
  return Object.keys(resource).length ? where : undefined
}
