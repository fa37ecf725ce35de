'use client'
import { useSyncExternalStore } from 'react'
import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey } from '../register.js'
import type { Place } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { userOf, type CurrentUser } from '../ui/current-user.js'
import type { AccessLike } from '../ui/given.js'
import { useStore } from './provider.js'

/** May the user do that? Renders anew when that changes, and not before. */
export function useCan<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Answer
export function useCan(permission: unknown, options?: unknown): Answer {
  const { subscribe, ask, rendered } = useStore()
  return useSyncExternalStore(subscribe, () => ask(permission, options), () => rendered.ask(permission, options))
}

/** The user of the page, for several questions at once. Renders anew with every change of the snapshot. */
export function useUser(): CurrentUser {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, () => userOf(store), () => userOf({ holding: store.rendered }))
}

/** What was given to the provider, once it is loaded and while it may answer. */
export function useAccess(): AccessLike | undefined {
  const { subscribe, access, rendered } = useStore()
  return useSyncExternalStore(subscribe, access, () => rendered.access)
}
