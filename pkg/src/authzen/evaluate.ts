import type { Answers } from './answers.js'
import { action, object, own, resource, subject } from './entities.js'
import type { Settings } from './options.js'
import { asker, request, target } from './question.js'
import { Fault } from './fault.js'

/** An answer: `context.reason` says why not, `context.error` that nothing was asked that could be answered. */
export interface Answer {
  decision: boolean
  context?: { reason: string } | { error: { status: number; message: string } }
}

/** What an item may replace of what stands above it. */
const DEFAULTS = ['subject', 'action', 'resource', 'context']

/** By semantic, after which decision no more items are looked at. */
const LAST = new Map<unknown, boolean | undefined>([
  ['execute_all', undefined],
  ['deny_on_first_deny', false],
  ['permit_on_first_permit', true],
])

/** Throws a Fault where a field is missing or mistyped. */
export function evaluation(asked: object, settings: Settings, answers: Answers): Answer {
  const [who, what, where] = [subject(asked), action(asked), resource(asked)]
  // Nothing in it changes an answer.
  object(asked, 'context')
  const asks = asker(who, settings)
  if (asks === undefined) return { decision: false, context: { reason: 'unknown-user' } }
  const { allowed, reason } = answers.check(request(asks, target(answers, settings, what, where)))
  return allowed ? { decision: true } : { decision: false, context: { reason } }
}

/** Items in order, all from one snapshot; without items, one evaluation. */
export function evaluations(asked: object, settings: Settings, answers: Answers): Answer | { evaluations: Answer[] } {
  const semantic = own(object(asked, 'options') ?? {}, 'evaluations_semantic', 'execute_all')
  if (!LAST.has(semantic)) throw new Fault(400, '`options.evaluations_semantic` must be execute_all, deny_on_first_deny or permit_on_first_permit')
  const items = own(asked, 'evaluations', [])
  if (!Array.isArray(items)) throw new Fault(400, '`evaluations` must be an array')
  if (items.length === 0) return evaluation(asked, settings, answers)
  if (items.length > settings.maxEvaluations) throw new Fault(400, `there may be ${settings.maxEvaluations} evaluations in a request`)
  const answered: Answer[] = []
  for (const item of items) {
    const answer = evaluated(item, asked, settings, answers)
    answered.push(answer)
    if (answer.decision === LAST.get(semantic)) break
  }
  return { evaluations: answered }
}

function evaluated(item: unknown, defaults: object, settings: Settings, answers: Answers): Answer {
  try {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) throw new Fault(400, 'an evaluation must be an object')
    return evaluation(merged(item, defaults), settings, answers)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { decision: false, context: { error: { status: error.status, message: error.message } } }
  }
}

/** What the item says itself, whole; the rest from above. */
function merged(item: object, defaults: object): object {
  const from = (name: string) => (Object.hasOwn(item, name) ? item : defaults)
  return Object.fromEntries(DEFAULTS.filter((name) => Object.hasOwn(from(name), name)).map((name) => [name, own(from(name), name)]))
}
