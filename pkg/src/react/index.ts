'use client'
// The entry `rolepack/react`. Every name is told one by one, for a client boundary takes no `export *`.
export { Can, type CanProps } from './can.js'
export { useAccess, useCan, useUser } from './hooks.js'
export { AccessProvider, type AccessProviderProps } from './provider.js'
export type { Answer } from '../ui/answer.js'
export type { CurrentUser } from '../ui/current-user.js'
export type { AccessLike, Given, Loaded, SliceLike, UserLike, Whose } from '../ui/given.js'
