import type { RolepackError } from '../errors.js'
import type { Permission } from '../permission.js'
import type { OptionsFor, PermissionKey, PlainKey } from '../register.js'
import type { Decision, Place } from '../types.js'
import type { Untyped } from './given.js'
import type { Holding } from './holding.js'
import type { AccessStore } from './store.js'

/** The user of the page. Says no while loading, and whenever nothing may answer. Another object when its answers may have changed. */
export class CurrentUser {
  readonly #holding: () => Holding

  /** @internal */
  constructor(holding: () => Holding) {
    this.#holding = holding
  }

  /** The user's id; undefined while it is not known. */
  get id(): string | undefined {
    return this.#holding().id
  }

  /** Whether there is nothing yet to answer from. */
  get pending(): boolean {
    return this.#holding().pending
  }

  /** Why everything is denied: what could not be loaded, or may answer no more. */
  get error(): RolepackError | undefined {
    return this.#holding().error
  }

  /** May the user do that? Never throws. */
  can<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): boolean
  can(permission: unknown, options?: unknown): boolean {
    return this.#holding().ask(permission, options).allowed
  }

  /** Whether `can` says yes to at least one. */
  canAny(...permissions: (PlainKey | Permission)[]): boolean {
    return permissions.some((permission) => this.can(permission))
  }

  /** Whether `can` says yes to each; of none it is false. */
  canAll(...permissions: (PlainKey | Permission)[]): boolean {
    return permissions.length > 0 && permissions.every((permission) => this.can(permission))
  }

  /** The decision, with its reason and its path; undefined while nothing may answer. */
  check<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Decision | undefined
  check(permission: unknown, options?: unknown): Decision | undefined {
    return (this.#holding().user as Untyped | undefined)?.check(permission, options)
  }

  /** The keys of all permissions that the user holds, or holds a right of. */
  permissions(): PermissionKey[] {
    return this.#holding().user?.permissions() ?? []
  }
}

/** The user of the page. The same object until answers may have changed. @internal */
export function userOf({ holding }: Pick<AccessStore, 'holding'>): CurrentUser {
  let made = MADE.get(holding)
  if (!made || made.stamp !== holding.stamp) MADE.set(holding, (made = { stamp: holding.stamp, user: new CurrentUser(() => holding) }))
  return made.user
}

const MADE = new WeakMap<Holding, { readonly stamp: unknown; readonly user: CurrentUser }>()
