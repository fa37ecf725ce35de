import { defineComponent, type VNode } from 'vue'
import type { Permission } from '../permission.js'
import type { PermissionKey } from '../register.js'
import type { Scope } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { useAnswer } from './composables.js'
import type { ComponentOf } from './provider.js'

export type CanProps<K extends PermissionKey | Permission = PermissionKey> = Scope<K> & { readonly permission: K }

export interface CanSlots {
  /** What is shown to who may. */
  default?: (answer: Answer) => VNode[]
  /** What is shown while there is nothing yet to answer from; nothing, if it is left out. */
  pending?: () => VNode[]
  /** What is shown to who may not; nothing, if it is left out. */
  fallback?: (answer: Answer) => VNode[]
  /** What any answer is shown as, in place of the three. */
  answer?: (answer: Answer) => VNode[]
}

/** Shows its slot to who may do that. */
export const Can = defineComponent({
  name: 'Can',
  inheritAttrs: false,
  props: ['permission'],
  setup(props, { attrs, slots }) {
    const asked = useAnswer(() => [props.permission, placeIn(attrs)])
    return () => {
      const answer = asked.value
      const slot = slots['answer'] ?? slots[answer.pending ? 'pending' : answer.allowed ? 'default' : 'fallback']
      return slot?.(answer)
    }
  },
}) as unknown as new <K extends PermissionKey | Permission>(props: CanProps<K>) => ComponentOf<CanProps<K>, CanSlots>

/**
 * What of it was given, which props do not tell from what was not. A place that was given and is undefined goes on as that, and is denied: it is not
 * anywhere at all. So is what no element has either: it may be a place, misspelt.
 */
function placeIn(attrs: { readonly [name: string]: unknown }): object {
  // Vue notices what is read, and not what is listed: of nothing given, that a resource is later.
  const read = [...Object.keys(attrs), 'resource'].map((name) => [name, attrs[name]] as const)
  return Object.fromEntries(read.filter(([name]) => Object.hasOwn(attrs, name) && !/^(class|style|id|on[A-Z].*|(data|aria)-.*)$/.test(name)))
}
