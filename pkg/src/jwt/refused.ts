import { Refusal } from '../edge/refusal.js'

/** Of a token nothing is told to its bearer but that it was refused. */
export function refused(why: string, cause?: unknown): Refusal {
  return new Refusal(401, 'invalid-token', `the token is refused: ${why}`, 'sign in again', { badToken: true, cause })
}
