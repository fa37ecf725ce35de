import type { Resource } from '../types.js'
import type { Caller } from './caller.js'
import { isPlain } from '../live/plain.js'
import { Refusal } from './refusal.js'
import type { Params } from './routes.js'

/** What a scope is found out from. */
export interface Context<Env = unknown> {
  /** As it came. Whoever reads its body reads a `clone()`, or better takes `body`. */
  readonly request: Request
  readonly env: Env
  readonly caller: Caller
  readonly params: Params
  /** What stands after the question mark, as it was sent. */
  readonly query: string
  /** The body as JSON; `body` reads it. @internal */
  readonly json: () => Promise<unknown>
}

/** Where a request takes place: what the handler will act on, best looked up in the operator's own records. Nothing found: null, which is refused. */
export type ScopeFunction<Env = unknown> = (context: Context<Env>) => Resource | null | undefined | Promise<Resource | null | undefined>

/** `anywhere`: the place does not matter. */
export type Scope<Env = unknown> = 'anywhere' | ScopeFunction<Env>

/** The resource that is checked, and that the handler is given: a copy which nobody changes. Throws a Refusal where it names nothing. */
export async function resourceOf<Env>(scope: ScopeFunction<Env>, context: Context<Env>): Promise<Resource> {
  const found = await scope(context)
  if (found === null || found === undefined) throw nowhere('there is no place for it')
  if (!isPlain(found)) throw nowhere('its place is not told as a plain object')
  const resource = { ...found } as Record<string, unknown>
  const named = Object.entries(resource)
  if (named.length === 0) throw nowhere('its place names nothing')
  for (const [dimension, value] of named) {
    if (typeof value !== 'string' || value === '') throw nowhere(`its place has no value in \`${dimension}\``)
  }
  return Object.freeze(resource) as Resource
}

function nowhere(why: string): Refusal {
  return new Refusal(403, 'no-scope', `the request is refused, for ${why}`, 'let the scope of the route give the place of what the handler will act on, or say `anywhere`')
}
