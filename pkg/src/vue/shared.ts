import { getCurrentInstance, inject, onMounted, shallowRef, toRaw, triggerRef, watch, type InjectionKey, type ShallowRef } from 'vue'
import { RolepackError } from '../errors.js'
import type { Given, Whose } from '../ui/given.js'
import { Holding } from '../ui/holding.js'

/** What a provider or the plugin takes. */
export interface Provided extends Whose {
  /** An `Access`, a `LiveAccess`, a slice as bytes or as a string, or a promise of one. Nothing yet is loading. */
  readonly access?: Given
}

/** What a provider shares with all that is below it. */
export interface Shared {
  /** Set, or told of, whenever answers may have changed. */
  readonly holding: ShallowRef<Holding>
  /** As a server rendered the page that is taken over, which may have expired since. */
  readonly rendered: Holding
}

export const SHARED: InjectionKey<Shared> = Symbol()

/** What is shared of what is given, and what begins to follow it, which wants a scope that ends. */
export function share(given: () => Provided, flush: 'pre' | 'sync'): [shared: Shared, follow: () => void] {
  // Proxies would not reach what is private.
  const make = () => {
    const { access, ...whose } = given()
    return new Holding(toRaw(access), { ...whose, user: toRaw(whose.user) })
  }
  const said = () => {
    try {
      const { access, user, identityGroups, accessMethod } = given()
      // Groups by what they say: they are often written in place.
      return [toRaw(access), toRaw(user), JSON.stringify(identityGroups), accessMethod]
    } catch {
      // It throws once more where that is told.
      return undefined
    }
  }
  const holding = shallowRef(make())
  const follow = () => {
    watch(holding, (now, _, ended) => ended(now.listen(() => triggerRef(holding))), { immediate: true, flush: 'sync' })
    const hold = (now?: unknown[], before?: unknown[]) => {
      if (now?.every((part, at) => part === before?.[at])) return
      // Nothing answers any more where what is given now is refused.
      let next = new Holding()
      try {
        next = make()
      } finally {
        holding.value = next
      }
    }
    watch(said, hold, { flush })
  }
  return [{ holding, rendered: holding.value.asOf(performance.timeOrigin) }, follow]
}

/** What the nearest provider answers from. A component that takes over what a server rendered begins with what that answered from. */
export function useHolding(): () => Holding {
  const shared = inject(SHARED, undefined)
  if (!shared) throw new RolepackError('no-provider', 'there is no `AccessProvider` above', 'put one around the page')
  const { holding, rendered } = shared
  const { whose, stamp } = holding.value
  if (!getCurrentInstance()?.vnode.el || stamp === rendered.stamp || whose !== (rendered.whose ?? whose)) return () => holding.value
  const begun = shallowRef<Holding | undefined>(holding.value)
  onMounted(() => (begun.value = undefined))
  return () => (holding.value === begun.value ? rendered : holding.value)
}
