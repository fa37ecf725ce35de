import { json } from '@sveltejs/kit'
import { ACTIONS, STATIONS } from '../../../../lib/floor.js'

/** What the guard has let through. */
export function POST({ params, locals }) {
  const { name } = STATIONS.find(({ id }) => id === params.station)
  const { caller, decision } = locals.granted
  return json({ done: `${name}: ${ACTIONS[params.action].done}, by ${caller.userId} as ${decision.role}.` })
}
