import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey } from '../register.js'
import type { Place } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { CurrentUser } from '../ui/current-user.js'
import type { AccessLike } from '../ui/given.js'
import { useProvided } from './provided.svelte.js'

/** May the user do that? What reads the answer runs again when that changes, and not before. */
export function useCan<K extends PermissionKey | Permission>(permission: K | (() => K), ...options: Getters<OptionsFor<K, Place>>): Answer
export function useCan(permission: unknown, options: unknown = {}): Answer {
  const provided = useProvided()
  const answer = following(() => provided.holding.ask(read(permission), read(options)))
  return {
    get allowed() {
      return answer().allowed
    },
    get pending() {
      return answer().pending
    },
    get reason() {
      return answer().reason
    },
  }
}

/** The user of the page, for several questions at once. What asks it runs again with every change of the snapshot. */
export function useUser(): CurrentUser {
  const provided = useProvided()
  return new CurrentUser(() => provided.holding)
}

/** What was given to the provider, once it is loaded and while it may answer. */
export function useAccess(): { readonly current: AccessLike | undefined } {
  const provided = useProvided()
  const access = following(() => provided.holding.access)
  return {
    get current() {
      return access()
    },
  }
}

/** Kept for what runs again when it changes. Whoever else asks, such as a click, has it made anew: nothing would say that what is kept is no longer so. */
function following<T>(make: () => T): () => T {
  const kept = $derived(make())
  return () => ($effect.tracking() ? kept : make())
}

/** What was given, or what the function gives now. Of nothing, and where it throws, what is malformed: what is not known is not anywhere at all. */
function read(given: unknown): unknown {
  if (typeof given !== 'function') return given
  try {
    return given() ?? null
  } catch (error) {
    // Thrown on, it would leave on the page what was shown before.
    console.error(error)
    return null
  }
}

/** Options, or a function that gives them; left out where they may be. */
type Getters<O extends readonly unknown[]> = { [At in keyof O]: O[At] | (() => NonNullable<O[At]>) }
