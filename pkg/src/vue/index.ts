// The entry `rolepack/vue`.
export { Can, type CanProps, type CanSlots } from './can.js'
export { useAccess, useCan, useUser, type AnswerRefs } from './composables.js'
export { AccessProvider, rolepack, type AccessProviderProps, type RolepackOptions } from './provider.js'
export type { Answer } from '../ui/answer.js'
export type { CurrentUser } from '../ui/current-user.js'
export type { AccessLike, Given, Loaded, SliceLike, UserLike, Whose } from '../ui/given.js'
