import type { Engine } from './engine.js'
import { Gate } from './gate.js'
import type { Permission } from './permission.js'
import type { Dimension, OptionsFor, PermissionKey, PlainKey } from './register.js'
import { asked, questionAbout, questionOfAnyone, who } from './request.js'
import type { RichEngine } from './rich.js'
import type { Anyone, Boxes, Effective, Explanation, Place, Presented, Reach, Request, SliceOptions } from './types.js'
import { User as GateUser } from './user.js'

/**
 * One snapshot, for ever. Yes and no are answered at once; what explains, lists or cuts a slice loads the full build first,
 * and so gives promises. `rolepack/full` has them without.
 */
export abstract class OnDemand extends Gate {
  #full: Promise<RichEngine> | undefined

  /** The same snapshot in the full build. @internal */
  protected abstract again(engine: Engine): Promise<RichEngine>

  /**
   * One user, with the groups and the access method of the sign-in, whose grants are brought over once. Of a slice, without an
   * id: the slice's own. Never throws: what is malformed gives a user who is denied everything.
   */
  user(id?: string, presented?: Presented): User {
    return new User(this.engine, this.whoAsks(id, presented), () => this.#rich())
  }

  /** The decision with every path, or why not and the roles that would grant it. */
  explain<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): Promise<Explanation>
  explain(request: Request): Promise<Explanation>
  async explain(): Promise<Explanation> {
    const question = asked(arguments)
    return (await this.#rich()).explain(question)
  }

  /** Every grant of a user, by feature area, with its paths. */
  async effective(user: string, presented?: Presented): Promise<Effective> {
    const question = questionAbout(who(user, presented))
    return (await this.#rich()).effective(question)
  }

  /** The known active users who may do that, by id. Rejects with a `RolepackError` whose code is the reason where that cannot be said. */
  whoCan<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Anyone>): Promise<string[]>
  async whoCan(permission: unknown, options?: unknown): Promise<string[]> {
    const question = questionOfAnyone(permission, options)
    return (await this.#rich()).whoCan(question)
  }

  /**
   * For which values of `dimension` the check is granted; `resource` holds what else is named. Without a dimension: in boxes, one a
   * level, for what two levels cover never adds up.
   */
  reach<K extends PermissionKey | Permission>(user: string, permission: K, dimension: Dimension, ...options: OptionsFor<K, Presented & Place>): Promise<Reach>
  reach<K extends PermissionKey | Permission>(user: string, permission: K, dimension: undefined, ...options: OptionsFor<K, Presented & Place>): Promise<Boxes | Reach>
  reach<K extends PlainKey | Permission>(user: string, permission: K): Promise<Boxes | Reach>
  async reach(user: unknown, permission: unknown, dimension?: unknown, options?: unknown): Promise<Boxes | Reach> {
    const question = asked([user, permission, options])
    return (await this.#rich()).reach(question, dimension)
  }

  /** Cuts the slice of one user: a small snapshot that answers for that user alone, for these groups and this access method. */
  async slice(user: string, options?: SliceOptions): Promise<Uint8Array> {
    return (await this.#rich()).slice(user, options)
  }

  /** Cuts the shard of the ids from `from` up to and without `to`; an empty one is an open end. */
  async shard(from: string, to: string): Promise<Uint8Array> {
    return (await this.#rich()).shard(from, to)
  }

  /** The same snapshot in the full build. */
  #rich(): Promise<RichEngine> {
    return (this.#full ??= this.again(this.engine))
  }
}

/** One user of one snapshot. Made by `access.user()`. */
export class User extends GateUser {
  readonly #rich: () => Promise<RichEngine>

  /** @internal */
  constructor(...[engine, asking, rich]: [...ConstructorParameters<typeof GateUser>, () => Promise<RichEngine>]) {
    super(engine, asking)
    this.#rich = rich
  }

  /** The decision with every path, or why not and the roles that would grant it. */
  explain<K extends PermissionKey | Permission>(permission: K, ...options: OptionsFor<K, Place>): Promise<Explanation>
  async explain(permission: unknown, options?: unknown): Promise<Explanation> {
    const question = this.question(permission, options)
    return (await this.#rich()).explain(question)
  }
}
