import { Waiting } from '../parts/waiting'
import type { State } from './opener'

const STEPS = {
  reading: 'Reading it',
  packing: 'Packing the source',
  loading: 'Loading the snapshot',
  people: 'Listing its people',
}

/** Shown while something is being opened. */
export function Opening({ name, step }: NonNullable<State['opening']>) {
  return (
    <div class="notice">
      <Waiting>
        <h1>{STEPS[step]}</h1>
        <p>
          Opening <bdi>{name}</bdi>. Everything happens in this page; nothing is sent anywhere.
        </p>
      </Waiting>
    </div>
  )
}
