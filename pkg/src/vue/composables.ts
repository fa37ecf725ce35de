import { computed, markRaw, toRaw, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue'
import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey } from '../register.js'
import type { Place, Reason } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { CurrentUser } from '../ui/current-user.js'
import type { AccessLike } from '../ui/given.js'
import { useHolding } from './shared.js'

/** An `Answer` as refs. */
export interface AnswerRefs {
  /** True exactly when there is a yes: never while loading. */
  readonly allowed: ComputedRef<boolean>
  /** Whether there is nothing yet to answer from. */
  readonly pending: ComputedRef<boolean>
  /** Why; undefined while loading. */
  readonly reason: ComputedRef<Reason | undefined>
}

/** Each as it is, or as a ref or a getter of it. */
type MaybeRefs<T extends unknown[]> = { [I in keyof T]: MaybeRefOrGetter<NonNullable<T[I]>> }

/** May the user do that? The refs change when that changes, and not before. */
export function useCan<K extends PermissionKey | Permission>(permission: MaybeRefOrGetter<K>, ...options: MaybeRefs<OptionsFor<K, Place>>): AnswerRefs
export function useCan(permission: unknown, options?: unknown): AnswerRefs {
  // What is not there yet is not the question without it: that is asked of anywhere at all.
  const answer = useAnswer(() => [toRaw(toValue(permission)), options === undefined ? undefined : (toValue(options) ?? null)])
  return { allowed: computed(() => answer.value.allowed), pending: computed(() => answer.value.pending), reason: computed(() => answer.value.reason) }
}

/** The answer to whatever is the question at the time. */
export function useAnswer(question: () => [permission: unknown, options: unknown]): ComputedRef<Answer> {
  const holding = useHolding()
  return computed(() => holding().ask(...question()))
}

/** The user of the page, for several questions at once. Changes with every change of the snapshot. */
export function useUser(): ComputedRef<CurrentUser> {
  const holding = useHolding()
  return computed(() => {
    const now = holding()
    // Proxies of it would not reach what is private in it.
    return markRaw(new CurrentUser(() => now))
  })
}

/** What was given to the provider, once it is loaded and while it may answer. */
export function useAccess(): ComputedRef<AccessLike | undefined> {
  const holding = useHolding()
  return computed(() => {
    const { access } = holding()
    return access && markRaw(access)
  })
}
