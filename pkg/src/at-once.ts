import { Gate } from './gate.js'
import type { Permission } from './permission.js'
import type { Dimension, OptionsFor, PermissionKey, PlainKey } from './register.js'
import { asked, questionAbout, questionOfAnyone, who } from './request.js'
import type { RichEngine } from './rich.js'
import type { Anyone, Boxes, Effective, Explanation, Place, Presented, Reach, Request, SliceOptions } from './types.js'
import { User as GateUser } from './user.js'

/** One snapshot, for ever, in the full build: every question is answered at once. */
export abstract class AtOnce extends Gate {
  /** @internal */
  declare protected readonly engine: RichEngine

  /** As in the main entry. */
  user(id?: string, presented?: Presented): User {
    return new User(this.engine, this.whoAsks(id, presented))
  }

  /** The decision with every path, or why not and the roles that would grant it. */
  explain<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): Explanation
  explain(request: Request): Explanation
  explain(): Explanation {
    return this.engine.explain(asked(arguments))
  }

  /** Every grant of a user, by feature area, with its paths. */
  effective(user: string, presented?: Presented): Effective {
    return this.engine.effective(questionAbout(who(user, presented)))
  }

  /** The known active users who may do that, by id. Throws a `RolepackError` whose code is the reason where that cannot be said. */
  whoCan<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Anyone>): string[]
  whoCan(permission: unknown, options?: unknown): string[] {
    return this.engine.whoCan(questionOfAnyone(permission, options))
  }

  /**
   * For which values of `dimension` the check is granted; `resource` holds what else is named. Without a dimension: in boxes, one a
   * level, for what two levels cover never adds up.
   */
  reach<K extends PermissionKey | Permission>(user: string, permission: K, dimension: Dimension, ...options: OptionsFor<K, Presented & Place>): Reach
  reach<K extends PermissionKey | Permission>(user: string, permission: K, dimension: undefined, ...options: OptionsFor<K, Presented & Place>): Boxes | Reach
  reach<K extends PlainKey | Permission>(user: string, permission: K): Boxes | Reach
  reach(user: unknown, permission: unknown, dimension?: unknown, options?: unknown): Boxes | Reach {
    const question = asked([user, permission, options])
    return this.engine.reach(question, dimension)
  }

  /** Cuts the slice of one user: a small snapshot that answers for that user alone, for these groups and this access method. */
  slice(user: string, options?: SliceOptions): Uint8Array {
    return this.engine.slice(user, options)
  }

  /** Cuts the shard of the ids from `from` up to and without `to`; an empty one is an open end. */
  shard(from: string, to: string): Uint8Array {
    return this.engine.shard(from, to)
  }
}

/** One user of one snapshot. Made by `access.user()`. */
export class User extends GateUser {
  readonly #engine: RichEngine

  /** @internal */
  constructor(...[engine, asking]: [RichEngine, ConstructorParameters<typeof GateUser>[1]]) {
    super(engine, asking)
    this.#engine = engine
  }

  /** The decision with every path, or why not and the roles that would grant it. */
  explain<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Explanation
  explain(permission: unknown, options?: unknown): Explanation {
    return this.#engine.explain(this.question(permission, options))
  }
}
