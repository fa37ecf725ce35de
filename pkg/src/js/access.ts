import { fields, isId, must } from '../request.js'
import { LoadError } from './errors.js'
import { read } from './read.js'
import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey, PlainKey, RightArgument, RightOf } from '../register.js'
import type { Decision, Header, LoadOptions, Place, Presented, Request } from '../types.js'

/** One snapshot, for ever, as in the main entry. */
export interface Access extends Header {
  /** May the user do that? Never throws: what is malformed is denied. */
  can<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): boolean
  can(request: Request): boolean
  /** The decision: the answer, its reason, and through what. Never throws. */
  check<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): Decision
  check(request: Request): Decision
  /** One user, with the groups and the access method of the sign-in. Of a slice, without an id: the slice's own. */
  user(id?: string, presented?: Presented): User
  /** Names a permission, or one right of it, for `can`. One that does not exist is denied. */
  permission<K extends PermissionKey>(key: K, ...right: RightArgument<K>): Permission
}

/** One user of one snapshot. Made by `access.user()`. What was asked last is remembered. */
export interface User {
  /** The user's id; undefined where what `access.user()` was given is malformed: then everything is denied. */
  readonly id: string | undefined
  /** May the user do that? Never throws. */
  can<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): boolean
  /** Whether `can` says yes to at least one. */
  canAny(...permissions: (PlainKey | Permission)[]): boolean
  /** Whether `can` says yes to each; of none it is false. */
  canAll(...permissions: (PlainKey | Permission)[]): boolean
  /** The decision, with its reason and its path. Never throws. */
  check<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Decision
  /** The keys of all permissions that the user holds, or holds a right of, in byte order. */
  permissions(): PermissionKey[]
  /** The rights of one permission that the user holds, in the order of the permission. */
  rights<K extends PermissionKey>(permission: K): RightOf<K>[]
}

/** What `load` may be told. */
const OPTIONS = ['organization', 'minSequence', 'slice', 'now']

/** See `rolepack`: the same answers from the same bytes. */
export const Access: {
  /** Throws a `LoadError` where the snapshot is refused, and a `TypeError` where the call is wrong. */
  load(snapshot: Uint8Array | ArrayBuffer | string, options?: LoadOptions): Access
} = {
  load: (snapshot: any, options) => {
    let bytes
    // `undefined` until there are bytes: what fails then is the call, later the snapshot.
    let access: ReturnType<typeof read> | undefined
    try {
      const told: any = fields(options ?? {}, OPTIONS)
      if (typeof snapshot == 'string') {
        try {
          snapshot = Uint8Array.from(atob(snapshot), (character) => (character as any).charCodeAt())
        } catch {
          snapshot = new Uint8Array(10)
        }
      }
      must(snapshot.byteLength >= 0)
      bytes = new Uint8Array(snapshot.buffer ?? snapshot, snapshot.byteOffset, snapshot.byteLength)
      access = read(bytes)
      const { slice = false, now = Date.now() } = told
      const { organization, minSequence } = { ...access, minSequence: 0, ...told } as any
      must(isId(organization) && Number.isSafeInteger(minSequence) && minSequence >= 0 && slice === !!slice && Number.isFinite(now))
      must(organization == access.organization, 'wrong-organization: serve another')
      must(minSequence <= access.sequence, 'lower-sequence: serve another')
      must(slice == (access.kind == 'slice'), slice ? 'not-a-slice: serve a slice' : 'slice: give `slice`')
      must(!((now || Infinity) >= access.expires!), now ? 'expired: serve another' : 'time-required: set `now`')
      return access as unknown as Access
    } catch (error) {
      const why = typeof error == 'string' ? error : bytes && !access && 'corrupt: pack again'
      throw why ? new LoadError(why) : new TypeError('bytes, ' + OPTIONS)
    }
  },
}
