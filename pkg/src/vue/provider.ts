import { defineComponent, effectScope, onBeforeMount, provide, toValue, type App, type MaybeRefOrGetter, type VNode, type VNodeProps } from 'vue'
import { share, SHARED, type Provided } from './shared.js'

export interface AccessProviderProps extends Provided {}

/** A component, by what it takes and shows. */
export interface ComponentOf<Props, Slots> {
  readonly $props: Props & VNodeProps
  readonly $slots: Slots
}

/** Gives all that is below it one user's access. Of a new snapshot only that renders anew whose answer changed; after a change of account nothing is answered for the one before. */
export const AccessProvider = defineComponent({
  name: 'AccessProvider',
  props: ['access', 'user', 'identityGroups', 'accessMethod'],
  setup(props, { slots }) {
    const [shared, follow] = share(() => props as Provided, 'pre')
    provide(SHARED, shared)
    // Not on a server, where nothing would end it.
    onBeforeMount(follow)
    return () => slots['default']?.()
  },
}) as unknown as new () => ComponentOf<AccessProviderProps, { default?: () => VNode[] }>

/** What the plugin takes: what an `AccessProvider` takes, or refs and getters of it. */
export type RolepackOptions = { readonly [K in keyof Provided]: MaybeRefOrGetter<Provided[K]> }

/** In place of an `AccessProvider` around the page: `app.use(rolepack, { access })`. */
export const rolepack = {
  install(app: App, options: RolepackOptions): void {
    const [shared, follow] = share(() => Object.fromEntries(Object.entries(options).map(([name, value]) => [name, toValue(value)])), 'sync')
    app.provide(SHARED, shared)
    if (typeof document === 'undefined') return
    const scope = effectScope(true)
    scope.run(follow)
    const { unmount } = app
    app.unmount = () => {
      scope.stop()
      unmount()
    }
  },
}
