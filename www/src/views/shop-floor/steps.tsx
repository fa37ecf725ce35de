import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { idOf, type Action } from './actions'
import { Torque, TARGET } from './torque'
import type { Verdict } from './verdict'

const STEPS: readonly [string, 'done' | 'active' | 'open'][] = [
  ['Clean the face plate', 'done'],
  ['Seat the face seal', 'done'],
  ['Torque the inner ring', 'done'],
  ['Torque the outer ring', 'active'],
  ['Leak check at 2 bar', 'open'],
  ['Photograph the assembly', 'open'],
  ['Hand over to inspection', 'open'],
]
const SAID = { done: 'done', active: 'in work', open: 'open' }

export function Steps() {
  return (
    <nav class="steps" aria-label="Steps of the run">
      <ol>
        {STEPS.map(([name, state], at) => (
          <li key={name} class={state} aria-current={state === 'active' ? 'step' : undefined}>
            <span class="number">{at + 1}</span>
            <span class="name">{name}</span>
            <span class="state">{SAID[state]}</span>
          </li>
        ))}
      </ol>
    </nav>
  )
}

interface Props {
  readonly actions: readonly Action[]
  /** Whether the reading may be filled in. */
  readonly fill: Verdict
  readonly gated: (action: Action, detail?: () => string) => JSX.Element
}

export function ActiveStep({ actions, fill, gated }: Props) {
  const [reading, setReading] = useState(TARGET.toFixed(1))
  return (
    <div class="active-step">
      <header>
        <h2 id="card-step">Step 4: torque the outer ring</h2>
        <p>Bolt 12 of 24, in the cross pattern. Wrench TORQUE-WRENCH-101.</p>
      </header>
      <Torque text={reading} setText={setReading} open={fill.allowed} />
      <div class="buttons">
        {actions.map((action) => gated(action, idOf(action) === idOf(fill.action) ? () => ` (${reading || 'no'} N·m)` : undefined))}
      </div>
    </div>
  )
}
