import { getContext, setContext, untrack } from 'svelte'
import { createSubscriber } from 'svelte/reactivity'
import { RolepackError } from '../errors.js'
import type { Given, Whose } from '../ui/given.js'
import { Holding } from '../ui/holding.js'

/** What a provider shares with all that is below it. */
export interface Provided {
  /** Whoever reads it in an effect runs again when its answers may have changed. */
  readonly holding: Holding
}

/** Shares what is given, whatever is given in its place later on. Throws a TypeError where it can be no access. */
export function provide(props: () => Whose & { readonly access?: Given }): void {
  let held: Held | undefined
  const current = $derived.by(() => {
    try {
      const { access, user, identityGroups, accessMethod } = props()
      // Groups by what they say: they are often written in place.
      const given = [access, user, JSON.stringify(identityGroups), accessMethod]
      if (held && given.every((one, at) => one === held!.given[at])) return held
      held = hold(new Holding(access, { user, identityGroups, accessMethod }), given)
    } catch (error) {
      if (!held) throw error
      // Thrown later on, it would leave on the page what was shown before: so it is told, and denied.
      console.error(error)
      held = hold(new Holding(Promise.reject(error)), [error])
    }
    return held
  })
  const provided: Provided = {
    get holding() {
      current.follow()
      return current.holding
    },
  }
  untrack(() => provided.holding)
  setContext(SHARED, provided)
}

/** What the nearest provider shares. */
export function useProvided(): Provided {
  const provided = getContext<Provided | undefined>(SHARED)
  if (!provided) throw new RolepackError('no-provider', 'there is no `AccessProvider` above', 'put one around the page')
  return provided
}

const SHARED = Symbol()

interface Held {
  readonly holding: Holding
  /** What it was made of. */
  readonly given: readonly unknown[]
  readonly follow: () => void
}

function hold(holding: Holding, given: readonly unknown[]): Held {
  return { holding, given, follow: createSubscriber((update) => holding.listen(update)) }
}
