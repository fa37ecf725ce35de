import type { Component, ComponentConstructorOptions, ComponentInternals, Snippet, SvelteComponent } from 'svelte'
import type { Permission } from '../permission.js'
import type { PermissionKey } from '../register.js'
import type { Scope } from '../types.js'
import type { Answer } from '../ui/answer.js'
import type { Given, Whose } from '../ui/given.js'
import Providing from './AccessProvider.svelte'
import Gating from './Can.svelte'

export interface AccessProviderProps extends Whose {
  /** An `Access`, a `LiveAccess`, a slice as bytes or as a string, or a promise of one. Nothing yet is loading. */
  readonly access?: Given
  readonly children?: Snippet | undefined
}

/**
 * Gives all that is below it one user's access. Of a new snapshot only what reads an answer that changed runs again; after a change of account nothing is
 * answered for the one before.
 */
export const AccessProvider: Component<AccessProviderProps> = Providing as unknown as Component<AccessProviderProps>

export type CanProps<K extends PermissionKey | Permission = PermissionKey> = Scope<K> & {
  readonly permission: K
  /** What is shown to who may. */
  readonly children?: Snippet | undefined
  /** What is shown while there is nothing yet to answer from; nothing, if it is left out. */
  readonly pending?: Snippet | undefined
  /** What is shown to who may not, with the answer; nothing, if it is left out. */
  readonly fallback?: Snippet<[answer: Answer]> | undefined
}

/** Shows its children to who may do that. */
export const Can: CanComponent = Gating as unknown as CanComponent

/** A component whose right and places are those of its permission. */
export interface CanComponent {
  new <K extends PermissionKey | Permission>(options: ComponentConstructorOptions<CanProps<K>>): SvelteComponent<CanProps<K>>
  <K extends PermissionKey | Permission>(internals: ComponentInternals, props: CanProps<K>): {}
}
