import type { Asked, Dimension, PermissionKey, Register, RightFor } from './register.js'

/** How the user came in. A role counts only if it is for this access method. */
export type AccessMethod = 'login' | 'slideIn'

/** A group of an identity provider, as the sign-in presented it. */
export interface IdentityGroup {
  readonly provider: string
  readonly group: string
}

/** The groups that a sign-in presented: a list, or by provider: `{ okta: ['MES-Operators'] }`. */
export type IdentityGroups = readonly IdentityGroup[] | { readonly [provider: string]: readonly string[] }

/** What a request names of the place it happens in: one value in any of the organisation's dimensions. */
export type Resource = Register extends { dimensions: unknown } ? { readonly [D in Dimension]?: string } : AnyResource

/** One value in any dimension. */
export type AnyResource = { readonly [D in BuiltIn]?: string } & { readonly [dimension: string]: string }

/** The dimensions that every organisation has. */
export type BuiltIn = 'company' | 'location' | 'equipmentItem' | 'party' | 'tool'

/** Who asks, beside the user's id. */
export interface Presented {
  readonly identityGroups?: IdentityGroups
  readonly accessMethod?: AccessMethod
}

/** Where it is asked for. */
export interface Place {
  /** Absent or `{}`: anywhere at all? */
  readonly resource?: Resource
}

/** What is asked for, beside the permission's key: the right, where the permission has rights, and where. */
export type Scope<K = PermissionKey> = Place & RightFor<K>

export type CheckOptions<K = PermissionKey> = Presented & Scope<K>

/** A whole request, as JSON has it. What it holds beyond this is refused, and so is a field that is `undefined`, but for `right`. */
export type Request = Asked & Place & {
  readonly user: string
  readonly identityGroups?: readonly IdentityGroup[]
  readonly accessMethod?: AccessMethod
}

/** Why a decision is what it is: the first that applies, in this order. */
export type Reason =
  | 'invalid-request'
  | 'unknown-permission'
  | 'unknown-right'
  | 'right-required'
  | 'unknown-dimension'
  | 'not-in-snapshot'
  | 'unknown-user'
  | 'inactive-user'
  | 'not-granted'
  | 'access-method'
  | 'out-of-scope'
  | 'granted'

/** From where a role is held: directly (`{}`), through a team, an identity-provider group, or a group that gives a team. */
export interface Via {
  team?: string
  identityGroup?: IdentityGroup
}

/** An access level, by its two keys. */
export interface Level {
  company: string
  key: string
}

/** The answer to one request. */
export interface Decision {
  /** True exactly when `reason` is `granted`. */
  allowed: boolean
  reason: Reason
  /** True exactly when the request named a resource. */
  scoped: boolean
  /** The role that grants, of the first path that does. */
  role?: string
  via?: Via
  level?: Level
  organization: string
  sequence: number
}

/** One way in which a grant is held. */
export interface Path {
  role: string
  via: Via
  level?: Level
}

/** A decision with all that there is to say about it. */
export interface Explanation extends Decision {
  /** Every path that grants; the first is the decision's. */
  paths: Path[]
  /** The user's own or default levels that cover, where a path without a level of its own answers a scoped question. */
  coveringLevels?: Level[]
  /** Paths that hold the grant and do not count here. */
  held: (Path & { reason: Reason })[]
  /** The roles that would grant it, system roles last. */
  wouldGrant: string[]
}

/** Every grant of one user, by feature area. */
export interface Effective {
  reason: Reason
  groups: {
    permissionGroup: string | null
    grants: { permission: string; right?: string; paths: Path[] }[]
  }[]
}

/** The values of one dimension for which the check is granted. */
export type Reach = { reason: Reason; all: true } | { reason: Reason; all?: never; values: string[] }

/** What the levels cover, one box a level; a box's dimensions belong together. */
export interface Boxes {
  reason: Reason
  boxes: { level: Level; covers: { [dimension: string]: string[] } }[]
}

/** What `Access.load` expects of a snapshot. */
export interface LoadOptions {
  /** Refuse the snapshot of any other organisation. */
  readonly organization?: string
  /** Refuse a lower sequence. */
  readonly minSequence?: number
  /** Accept a slice for one user, and nothing else. */
  readonly slice?: boolean
  /**
   * The time in milliseconds since 1970; `Date.now()` if absent. From its `expires` on a snapshot is refused. 0, where the clock of a
   * worker stands until there is a request, is no time: what expires is refused.
   */
  readonly now?: number
}

export type Kind = 'whole' | 'slice' | 'shard'

/** What a snapshot says of itself. Times are milliseconds since 1970. */
export interface Header {
  /** The organisation whose snapshot this is. */
  readonly organization: string
  /** Rises with the snapshots of the organisation. */
  readonly sequence: number
  /** When it was packed, where it says so. */
  readonly created: number | undefined
  /** From then on it is refused. */
  readonly expires: number | undefined
  /** When the next assignment begins or ends: come back for a new snapshot by then. */
  readonly nextChange: number | undefined
  /** Whether what a request names is looked at. */
  readonly scoping: boolean
  readonly kind: Kind
}

/** Of whom `whoCan` is asked: never of presented groups. */
export interface Anyone extends Place {
  readonly accessMethod?: AccessMethod
}

export type WhoCanOptions<K = PermissionKey> = Anyone & RightFor<K>

/** What a slice is cut for. */
export interface SliceOptions extends Presented {
  /** Keep what `explain` says of denials: why not, and which roles would. */
  readonly explain?: boolean
  /** Keep names and texts. */
  readonly labels?: boolean
}
