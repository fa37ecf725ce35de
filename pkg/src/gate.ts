// For `Symbol.dispose` in the declarations, whatever libraries a project names.
/// <reference lib="esnext.disposable" preserve="true" />
import { Engine, type Expected, type Module, type Open } from './engine.js'
import { LoadError, NOT_A_SNAPSHOT, RolepackError } from './errors.js'
import { Handle, type Permission } from './permission.js'
import type { Loads } from './live/keeper.js'
import type { Askable, LiveAccess } from './live/live-access.js'
import type { OpenOptions } from './live/open.js'
import type { Source } from './live/source.js'
import type { OptionsFor, PermissionKey, RightArgument } from './register.js'
import { asked, fields, isId, who, type Who } from './request.js'
import type { Decision, Header, LoadOptions, Place, Presented, Request } from './types.js'

/** What every build of this package can do with one snapshot. */
export abstract class Gate {
  /** @internal */
  protected readonly engine: Engine

  /** @internal */
  protected constructor(engine: Engine) {
    this.engine = engine
    Object.assign(this, engine.header)
  }

  /** May the user do that? Never throws: what is malformed is denied. */
  can<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): boolean
  can(request: Request): boolean
  can(user: unknown, permission?: unknown, options?: unknown): boolean {
    try {
      if (options === undefined && typeof user === 'string') {
        const grant = this.engine.grant(permission)
        const answer = grant >= 0 && this.engine.can(user, grant)
        if (answer !== undefined) return answer
      }
      return this.engine.allows(asked(arguments))
    } catch {
      return false
    }
  }

  /** The decision: the answer, its reason, and through what. Never throws. */
  check<K extends PermissionKey | Permission>(user: string, permission: K, ...options: OptionsFor<K, Presented & Place>): Decision
  check(request: Request): Decision
  check(): Decision {
    return this.engine.check(asked(arguments))
  }

  /**
   * Fetches a snapshot, verifies it where there are keys, loads it, and keeps it fresh until it is closed. Rejects with what the first one was
   * refused for.
   */
  static async open<A extends Askable>(this: Loads<A>, from: Source | string | URL, options?: OpenOptions): Promise<LiveAccess<A>> {
    return (await import('./live/open.js')).open(this, from, options)
  }

  /** The decision on each request, in order. Throws a TypeError where it is given no array. */
  checkMany(requests: readonly Request[]): Decision[] {
    if (!Array.isArray(requests)) throw new TypeError('`requests` must be an array')
    return Array.from(requests, (request) => this.engine.check(asked([request])))
  }

  /** Resolves a permission, or one right of it, once, for `access.user(…).can(handle)`. One that does not exist is denied. */
  permission<K extends PermissionKey>(key: K, ...right: RightArgument<K>): Permission
  permission(key: string, right?: string): Permission {
    return new Handle(key, right, this.engine)
  }

  /** The snapshot as a string, from which `Access.load` makes it again; of a slice only. */
  serialize(): string {
    if (this.engine.sliceOf === undefined) {
      throw new RolepackError('not-a-slice', 'the snapshot is not a slice', 'cut a slice for the user')
    }
    let text = ''
    for (const byte of this.engine.bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }

  /** Gives the memory back now rather than when this object is collected. Whatever is asked afterwards is denied. */
  close(): void {
    this.engine.close()
  }

  /** Whom `user()` is about: without an id, the user of a slice, by the access method that it was cut for. @internal */
  protected whoAsks(id: unknown, presented: unknown): Who | null {
    const { sliceOf, sliceMethod } = this.engine
    return id === undefined && sliceOf ? who(sliceOf, presented === undefined ? { accessMethod: sliceMethod } : presented) : who(id, presented)
  }

  static {
    // Not every browser has it yet.
    if (Symbol.dispose) this.prototype[Symbol.dispose] = this.prototype.close
  }
}

export interface Gate extends Header {
  [Symbol.dispose](): void
}

/** Opens a snapshot in a new instance: its memory goes with the snapshot. @internal */
export function openIn(compiled: WebAssembly.Module, snapshot: Uint8Array, expected: Expected): Engine {
  return new Engine(new WebAssembly.Instance(compiled, {}).exports as unknown as Module, snapshot, expected)
}

type Arity<M> = { readonly [K in keyof M]: M[K] extends (...given: infer Given) => unknown ? Given['length'] : 0 }
type Must<M extends Arity<Module>> = M
/** Does not compile where the module in `wasm` was built for another interface. @internal */
export type Fresh = Must<Arity<typeof import('./wasm/gate.js')>>

/** Throws a LoadError where the snapshot is refused, a TypeError where the call is wrong. @internal */
export function load<E extends Engine>(open: Open<E>, snapshot: unknown, options: unknown): E {
  const bytes = bytesOf(snapshot)
  let given
  try {
    given = fields(options ?? {}, ['organization', 'minSequence', 'slice', 'now'])
  } catch {
    throw new TypeError('options are organization, minSequence, slice, now')
  }
  const { organization = '', minSequence = NaN, slice = false, now = Date.now() } = given as LoadOptions
  const wrong =
    ('organization' in given && !isId(organization) && 'organization` must be an id') ||
    ('minSequence' in given && !(Number.isSafeInteger(minSequence) && minSequence >= 0) && 'minSequence` must be a whole number') ||
    (typeof slice !== 'boolean' && 'slice` must be true or false') ||
    (!Number.isFinite(now) && 'now` must be a time in milliseconds')
  if (wrong) throw new TypeError('`' + wrong)
  // A worker's clock stands at 0 until there is a request: that is no time, and what expires is refused for want of one.
  return open(bytes, { organization, minSequence, slice, now: now || NaN })
}

function bytesOf(snapshot: unknown): Uint8Array {
  if (typeof snapshot === 'string') {
    try {
      return Uint8Array.from(atob(snapshot), (character) => character.charCodeAt(0))
    } catch {
      throw new LoadError(NOT_A_SNAPSHOT)
    }
  }
  if (ArrayBuffer.isView(snapshot)) return new Uint8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength)
  if (Object.prototype.toString.call(snapshot) === '[object ArrayBuffer]') return new Uint8Array(snapshot as ArrayBuffer)
  throw new TypeError('a snapshot is a Uint8Array, an ArrayBuffer, or the string of `serialize()`')
}
