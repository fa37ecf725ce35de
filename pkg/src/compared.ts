// What changed from one snapshot to another, as `author.diff` and `rolepack diff --json` tell it.
import type { AccessMethod } from './types.js'

/** Who gained and who lost what, and by which change. Names, texts and the sequence are not compared. */
export interface Comparison {
  organization: string
  oldSequence: number
  newSequence: number
  /** When the next assignment begins or ends, RFC 3339. */
  oldNextChange?: string
  newNextChange?: string
  settings: ({ setting: 'scoping'; on: boolean } | { setting: 'unknownUsers'; groups: boolean } | { setting: 'dimension'; dimension: string; added: boolean })[]
  users: { all: number; gaining: number; losing: number }
  /** Each change, and of how many it is the cause: the weightiest first. */
  changes: (Because & { gaining: number; losing: number; others: number })[]
  /** Who gained or lost something. */
  effects: (Whoever & { gained?: GrantChange[]; lost?: GrantChange[] })[]
  /** Users of whom something changed, and who may do what they could do before. */
  unaffected: { users: string[]; because: Because[] }[]
  structure: Structure
}

/** Users, those in a group of an identity provider, or users whom the snapshot does not know. */
export type Whoever = { users: string[] } | { identityGroup: { provider: string; group: string } } | { unknownUser: string } | { unknownUsers: 'all' }

/** A permission, or one right of it. */
export interface ComparedGrant {
  permission: string
  right?: string
}

export interface ComparedLevel {
  company: string
  key: string
}

/** Grants that were gained or lost, and where. */
export interface GrantChange {
  grants: ComparedGrant[]
  accessMethods: AccessMethod[]
  /** Whether they were held nowhere before, or are held nowhere now. */
  wholly: boolean
  /** Whether wherever a request takes place; else where `levels` say, and `ownLevels`. */
  everywhere: boolean
  /** Whether where the user's own levels reach. */
  ownLevels: boolean
  /** Whether it may be no difference: the levels overlap too much to compare them. */
  inexact?: boolean
  levels: ComparedLevel[]
  because: Because[]
}

/** One change that decides something. `added`: it came; else it went. */
export type Because = { added: boolean } & (
  | { change: 'scoping' | 'unknownUsers' | 'there' | 'active' | 'ownLevels' | 'email' }
  | { change: 'dimension'; dimension: string }
  | { change: 'role'; role: string; within?: ComparedLevel }
  | { change: 'team'; team: string }
  | { change: 'teamRole'; team: string; role: string; within?: ComparedLevel }
  | { change: 'roleGrants'; role: string }
  | { change: 'roleAccessMethod'; role: string; accessMethod: AccessMethod }
  | { change: 'levelActive' | 'levelCovers' | 'ownLevel' | 'employeeLevel' | 'defaultLevel'; level: ComparedLevel }
)

/** What was added, removed and changed, whatever comes of it. */
export interface Structure {
  permissions: Things<ComparedGrant, ComparedGrant & { from: string | null; to: string | null }>
  roles: Things<string, RoleChange>
  teams: Things<string, { team: string; gained: HeldRole[]; lost: HeldRole[] }>
  groupMappings: Things<[provider: string, group: string], MappingChange>
  accessLevels: Things<ComparedLevel, LevelChange>
  users: Things<string, { user: string; active: boolean }>
}

export interface Things<T, C> {
  added: T[]
  removed: T[]
  changed: C[]
}

export interface HeldRole {
  role: string
  within?: ComparedLevel
}

export interface RoleChange {
  role: string
  gained: ComparedGrant[]
  lost: ComparedGrant[]
  groupsAttached: string[]
  groupsDetached: string[]
  methodsGained: AccessMethod[]
  methodsLost: AccessMethod[]
  system?: boolean
}

export interface MappingChange {
  provider: string
  group: string
  gained: HeldRole[]
  lost: HeldRole[]
  teamsGained: string[]
  teamsLost: string[]
}

export interface LevelChange {
  level: ComparedLevel
  active?: boolean
  default?: boolean
  oldEmployee?: string
  newEmployee?: string
  values: { dimension: string; gained: string[]; lost: string[] }[]
}
