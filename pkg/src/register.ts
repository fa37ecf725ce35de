// Whoever takes another entry alone has what the declaration fills in: it is of `rolepack`, and by itself brings nothing in.
/// <reference path="./index.ts" preserve="true" />
// What `rolepack types` tells the compiler. Without it every string is a permission, a right and a dimension.
import type { Permission } from './permission.js'

/**
 * The permissions of one organisation, for the compiler: `rolepack types` writes a declaration that fills it in. Then a key that
 * does not exist does not compile, and a right is asked for exactly where the permission has it.
 *
 * ```ts
 * declare module 'rolepack' {
 *   interface Register {
 *     permissions: { createRun: never; 'purchasing/taxScheduleMap': 'list' | 'add' }
 *     dimensions: 'company' | 'location' | 'equipmentItem' | 'party' | 'tool'
 *   }
 * }
 * ```
 */
export interface Register {}

/** The key of a permission. */
export type PermissionKey = Register extends { permissions: infer P } ? keyof P & string : string

/** The rights of a permission; `never` where it has none. */
export type RightOf<K> = Register extends { permissions: infer P } ? (K extends keyof P ? P[K] : never) : string

/** The keys of the permissions without rights, which are asked for by nothing but their key. */
export type PlainKey = Register extends { permissions: infer P }
  ? { [K in keyof P & string]: [P[K]] extends [never] ? K : never }[keyof P & string]
  : string

/** In what a request names a value. */
export type Dimension = Register extends { dimensions: infer D } ? D & string : string

/** The right in a question about a permission: it must be there where the permission has rights, and must not where it has none. */
export type RightFor<K> = K extends Permission
  ? NoRight
  : Register extends { permissions: unknown }
    ? [RightOf<K>] extends [never]
      ? NoRight
      : { readonly right: RightOf<K> }
    : { readonly right?: string | null | undefined }

/** No right: a handle has its own. */
export interface NoRight {
  readonly right?: null | undefined
}

/** What follows the permission in a question: options, which may be left out where they need not name a right. */
export type OptionsFor<K, Rest> = K extends unknown
  ? {} extends RightFor<K>
    ? [options?: Rest & RightFor<K>]
    : [options: Rest & RightFor<K>]
  : never

/** The permission and the right of a whole request. */
export type Asked = Register extends { permissions: unknown }
  ? { [K in PermissionKey]: { readonly permission: K } & RightFor<K> }[PermissionKey]
  : { readonly permission: string; readonly right?: string | null | undefined }

/** The right of a handle, where the permission has rights. */
export type RightArgument<K> = K extends unknown
  ? Register extends { permissions: unknown }
    ? [RightOf<K>] extends [never]
      ? []
      : [right: RightOf<K>]
    : [right?: string]
  : never
