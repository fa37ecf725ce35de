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

/** Shares what is given, whatever is given in its place later on. */
export function provide(props: () => Whose & { readonly access?: Given }): void {
  // Each by itself, so that a page that is told the same again begins nothing anew; the groups by what they say.
  const access = $derived(props().access)
  const user = $derived(props().user)
  const accessMethod = $derived(props().accessMethod)
  const groups = $derived(JSON.stringify(props().identityGroups))
  const held = $derived.by(() => {
    void groups
    const identityGroups = untrack(() => props().identityGroups)
    const holding = new Holding(access, { user, identityGroups, accessMethod })
    return { holding, follow: createSubscriber((update) => holding.listen(update)) }
  })
  setContext<Provided>(SHARED, {
    get holding() {
      held.follow()
      return held.holding
    },
  })
}

/** What the nearest provider shares. */
export function useProvided(): Provided {
  const provided = getContext<Provided | undefined>(SHARED)
  if (!provided) throw new RolepackError('no-provider', 'there is no `AccessProvider` above', 'put one around the page')
  return provided
}

const SHARED = Symbol()
