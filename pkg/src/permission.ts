/** The grants of one snapshot by permission and right: what bit of a user's stands for which. */
export class Grants {
  /** False once the snapshot has been given up; from then on nothing is allowed. */
  open = true
  /** Of the permissions without rights the one grant; of the others one for each right. */
  readonly #grants = new Map<string, number | Map<string, number>>()

  /** Of the permissions in order: each its key, then its rights, apart by U+0001. */
  constructor(permissions: string[]) {
    let grant = 0
    for (const entry of permissions) {
      const [key, ...rights] = entry.split('\x01')
      this.#grants.set(key!, rights.length ? new Map(rights.map((right) => [right, grant++])) : grant++)
    }
  }

  /** The number of the grant of a key or of a handle; undefined where there is none. */
  of(permission: unknown): number | undefined {
    if (typeof permission !== 'string') return Permission.grantIn(this, permission)
    const found = this.#grants.get(permission)
    return typeof found === 'number' ? found : undefined
  }

  /** The number of the grant; undefined where there is none, such as where a right is missing. */
  find(key: string, right?: string | null): number | undefined {
    const found = this.#grants.get(key)
    if (typeof found === 'object') return right == null ? undefined : found.get(right)
    return right == null ? found : undefined
  }

  /** The keys of the permissions of which `held` holds a grant, in byte order. */
  keys(held: (grant: number) => boolean): string[] {
    return [...this.#grants].flatMap(([key, grants]) => ((typeof grants === 'number' ? [grants] : [...grants.values()]).some(held) ? [key] : []))
  }

  /** The rights of a permission that `held` holds, in the order of the permission. */
  rights(key: string, held: (grant: number) => boolean): string[] {
    const grants = this.#grants.get(key)
    return typeof grants === 'object' ? [...grants].flatMap(([right, grant]) => (held(grant) ? [right] : [])) : []
  }
}

/**
 * A permission resolved once, for places that ask often: `ada.can(handle)` is a bit test. It belongs to the snapshot that made it;
 * on another one it is resolved again by its key.
 */
export class Permission {
  readonly key: string
  readonly right: string | undefined
  readonly #grants: Grants
  readonly #grant: number | undefined

  /** @internal */
  constructor(key: string, right: string | undefined, grants: Grants) {
    this.key = key
    this.right = right
    this.#grants = grants
    this.#grant = grants.find(key, right)
    Object.freeze(this)
  }

  /** Whether the constructor made it; throws for nothing, a proxy included, which is none. @internal */
  static is(permission: unknown): permission is Permission {
    return typeof permission === 'object' && permission !== null && #grant in permission
  }

  /** @internal */
  static grantIn(grants: Grants, permission: unknown): number | undefined {
    if (!Permission.is(permission)) return undefined
    return permission.#grants === grants ? permission.#grant : grants.find(permission.key, permission.right)
  }
}
