import { RolepackError } from '../engine.js'
import { REASONS } from '../reasons.js'
import type { Reason } from '../types.js'
import type { Answers } from './answers.js'
import { action, object, resource, resources, subject, subjects, type Resource } from './entities.js'
import type { Settings } from './options.js'
import { page, type Page } from './page.js'
import { asker, isPermission, placed, request, target, type Asker, type Target } from './question.js'

/** What a search gives: `context.all` says that there is nothing for which the answer is no, so that nothing is listed. */
type Found<R> = Page<R> & { context?: { all: true } }

/** The known active users who may, by id. Roles that an application vouches for are of one user and say nothing of others. */
export async function searchSubject(asked: object, settings: Settings, answers: Answers): Promise<Found<{ type: string; id: string }>> {
  const [{ type }, what, where] = [subjects(asked), action(asked), resource(asked)]
  object(asked, 'context')
  const wanted = target(answers, settings, what, where)
  const ids = type === settings.subjectType ? await whoCan(answers, wanted) : []
  return page(ids.map((id) => ({ type, id })), asked, ['subject', type, ...asText(wanted)], settings, answers)
}

/** The values of the type's dimension for which the answer is yes. */
export async function searchResource(asked: object, settings: Settings, answers: Answers): Promise<Found<{ type: string; id: string }>> {
  const [who, what, { type, properties }] = [subject(asked), action(asked), resources(asked)]
  object(asked, 'context')
  const asks = asker(who, settings)
  const wanted = target(answers, settings, what, { type, properties })
  const values = asks === undefined ? [] : await reach(answers, asks, wanted)
  const found = await page((values ?? []).map((id) => ({ type, id })), asked, ['resource', who.type, type, askerText(asks), ...asText(wanted)], settings, answers)
  return values === undefined ? { ...found, context: { all: true } } : found
}

/** What the subject may do there: permissions, those that have rights once for each; of a type that is a permission, its rights. */
export async function searchAction(asked: object, settings: Settings, answers: Answers): Promise<Found<Action>> {
  const [who, where] = [subject(asked), resource(asked)]
  object(asked, 'context')
  const asks = asker(who, settings)
  const grants = asks === undefined ? [] : await held(answers, asks, where.type)
  const found = grants.length > 0 ? grants.filter(within(answers, settings, asks!, grants[0]!, where)) : []
  return page(found.map(({ action }) => action), asked, ['action', who.type, askerText(asks), where.type, where.id, texts(Object.entries(where.properties))], settings, answers)
}

/** Whether a grant reaches there. The place is the same for all: it is read once. */
function within(answers: Answers, settings: Settings, asks: Asker, { action }: Held, where: Resource): (held: Held) => boolean {
  const { scope } = target(answers, settings, { properties: {}, ...action }, where)
  return ({ permission, right }) => answers.check(request(asks, { permission, right, scope })).allowed
}

/** A grant, and the action that it is in the standard's words. */
interface Held {
  permission: string
  right?: string
  action: Action
}

interface Action {
  name: string
  properties?: { right: string }
}

async function whoCan(answers: Answers, { permission, right, scope }: Target): Promise<string[]> {
  try {
    return await answers.whoCan(permission, { right: right as string | undefined, resource: placed(scope) })
  } catch (error) {
    // What does not exist, nobody may.
    if (error instanceof RolepackError && REASONS.includes(error.code as Reason)) return []
    throw error
  }
}

/** The values; undefined where no value is refused. */
async function reach(answers: Answers, asks: Asker, wanted: Target): Promise<string[] | undefined> {
  const { permission, right, scope, dimension } = wanted
  const named = dimension !== undefined && scope.has(dimension)
  if (dimension === undefined || named) {
    if (!answers.check(request(asks, wanted)).allowed) return []
    return named ? [scope.get(dimension) as string] : undefined
  }
  const { identityGroups } = asks
  const found = await answers.reach(asks.user, permission, dimension, { right: right as string | undefined, resource: placed(scope), identityGroups })
  return found.all ? undefined : found.values
}

/** What the subject holds anywhere at all: of a type that is a permission its rights, else everything by permission. */
async function held(answers: Answers, { user, identityGroups }: Asker, type: string): Promise<Held[]> {
  const rights = new Map<string, string[]>()
  const { groups } = await answers.effective(user, { identityGroups })
  for (const { permission, right } of groups.flatMap(({ grants }) => grants)) {
    if (right === undefined) continue
    const known = rights.get(permission)
    if (known) known.push(right)
    else rights.set(permission, [right])
  }
  if (isPermission(answers, type)) return (rights.get(type) ?? []).map((right) => ({ permission: type, right, action: { name: right } }))
  return answers.user(user, { identityGroups }).permissions().flatMap((permission): Held[] => {
    const each = rights.get(permission)?.map((right) => ({ permission, right, action: { name: permission, properties: { right } } }))
    return each ?? [{ permission, action: { name: permission } }]
  })
}

/** What a question was, for the name of its pages. */
function asText({ permission, right, scope, dimension }: Target): unknown[] {
  return [permission, ...texts([['', right], ['', dimension], ...scope])]
}

function askerText(asks: Asker | undefined): unknown {
  return asks && [asks.user, texts(asks.identityGroups.map(({ provider, group }) => [provider, group]))]
}

/** Values are strings, or nothing that anything would be found for. */
function texts(pairs: readonly (readonly [string, unknown])[]): (readonly [string, string | null])[] {
  return pairs.map(([name, value]) => [name, typeof value === 'string' || typeof value === 'boolean' ? String(value) : null] as const)
}
