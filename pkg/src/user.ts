import type { Engine } from './engine.js'
import type { Permission } from './permission.js'
import type { OptionsFor, PermissionKey, PlainKey, RightOf } from './register.js'
import { questionOf, questionAbout, type Question, type Who } from './request.js'
import type { Decision, Place } from './types.js'

/** One user of one snapshot, whose grants have been brought over once: a plain `can` is a look-up and a bit test. */
export class User {
  readonly #engine: Engine
  readonly #who: Who | null
  readonly #bits: Uint8Array

  /** @internal */
  constructor(engine: Engine, who: Who | null) {
    this.#engine = engine
    this.#who = who
    this.#bits = engine.user(questionAbout(who))
  }

  /** The user's id; undefined where what `access.user()` was given is malformed: then everything is denied. */
  get id(): string | undefined {
    return this.#who?.[0]
  }

  /** May the user do that? Never throws. */
  can<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): boolean
  can(permission: unknown, options?: unknown): boolean {
    if (options === undefined) {
      const grant = this.#engine.grant(permission)
      return grant >= 0 && this.#holds(grant)
    }
    return this.#engine.allows(this.question(permission, options))
  }

  /** Whether `can` says yes to at least one. */
  canAny(...permissions: (PlainKey | Permission)[]): boolean {
    return permissions.some((permission) => this.can(permission))
  }

  /** Whether `can` says yes to each; of none it is false. */
  canAll(...permissions: (PlainKey | Permission)[]): boolean {
    return permissions.length > 0 && permissions.every((permission) => this.can(permission))
  }

  /** The decision, with its reason and its path. Never throws. */
  check<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Decision
  check(permission: unknown, options?: unknown): Decision {
    return this.#engine.check(this.question(permission, options))
  }

  /** The keys of all permissions that the user holds, or holds a right of, in byte order. */
  permissions(): PermissionKey[] {
    return [...this.#engine.permissions()].flatMap(([key, permission]) => (this.#held(permission).length ? [key as PermissionKey] : []))
  }

  /** The rights of one permission that the user holds, in the order of the permission. */
  rights<K extends PermissionKey>(permission: K): RightOf<K>[] {
    const found = this.#engine.permissions().get(permission)
    return (found?.rights.length ? this.#held(found) : []) as RightOf<K>[]
  }

  /** The rights held; of a permission without rights one empty one, if it is held. */
  #held({ grant, rights }: { grant: number; rights: string[] }): string[] {
    return (rights.length ? rights : ['']).filter((_, place) => this.#holds(grant + place))
  }

  /** @internal */
  protected question(permission: unknown, options: unknown): Question {
    return questionOf(this.#who, permission, options)
  }

  #holds(grant: number): boolean {
    return ((this.#bits[grant >> 3]! >> (grant & 7)) & 1) === 1
  }
}
