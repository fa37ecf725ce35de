// What a page hands to its provider.
import type { LiveAccess } from '../live/live-access.js'
import type { Decision, Presented } from '../types.js'
import type { User } from '../user.js'

/** What is asked of one user: a `User` of any entry of this package, or one of `rolepack/testing`. */
export type UserLike = Pick<User, 'id' | 'can' | 'canAny' | 'canAll' | 'check' | 'permissions'>

/** The same, asked what a typed function hands on. */
export interface Untyped {
  can(permission: unknown, options: unknown): boolean
  check(permission: unknown, options: unknown): Decision
}

/** An `Access` of any entry of this package, or a `LiveAccess`. */
export interface AccessLike {
  user(id?: string, presented?: Presented): UserLike
  readonly organization?: string
  readonly expires?: number | undefined
}

/** A slice as it came: its bytes, or the string of `serialize()`. */
export type SliceLike = Uint8Array | ArrayBuffer | string

/** From what is answered. */
export type Loaded = AccessLike | LiveAccess | SliceLike

/** What a provider takes: nothing yet, or a promise, is loading. */
export type Given = Loaded | PromiseLike<Loaded> | null | undefined

/** For whom is asked. Of a slice: its own user, unless another is named, who is denied. */
export interface Whose {
  /** The id, where a whole snapshot answers; or what answers by itself, in place of an access. */
  readonly user?: string | UserLike | undefined
  readonly identityGroups?: Presented['identityGroups'] | undefined
  readonly accessMethod?: Presented['accessMethod'] | undefined
}
