// The entry `rolepack/svelte`.
export { AccessProvider, Can, type AccessProviderProps, type CanComponent, type CanProps } from './components.js'
export { useAccess, useCan, useUser } from './use.svelte.js'
export type { Answer } from '../ui/answer.js'
export type { CurrentUser } from '../ui/current-user.js'
export type { AccessLike, Given, Loaded, SliceLike, UserLike, Whose } from '../ui/given.js'
