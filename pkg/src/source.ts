/** Free JSON that people keep beside a thing; snapshots leave it out. */
interface Extras {
  attributes?: { [name: string]: unknown }
  external?: { [name: string]: unknown }
}

/** A role as held: its id, or within an access level, from and until a time (RFC 3339, or a date). */
export type RoleRef = string | { role: string; within?: LevelRef; from?: string; until?: string }

/** An access level: its key, `COMPANY/KEY`, or both apart. */
export type LevelRef = string | { company: string; key: string }

/** What the packer reads; what a field means is said in the access model. */
export interface SourceDocument {
  organization?: { id: string; name?: string; scoping?: boolean; unknownUsers?: 'groups' | 'deny' } & Extras
  catalogues?: string[]
  dimensions?: string[]
  permissions?: ({
    key: string
    module?: string
    name?: string
    title?: string
    description?: string
    permissionGroup?: string
    kind?: 'action' | 'read'
    action?: 'create' | 'update' | 'delete' | 'other'
    rights?: string[]
  } & Extras)[]
  roles?: ({
    id: string
    name?: string
    description?: string
    roleType?: string
    applyTo?: 'login' | 'slideIn' | 'loginAndSlideIn'
    system?: boolean
    permissionGroups?: string[]
    permissions?: (string | { permission: string; rights?: string[] })[]
  } & Extras)[]
  teams?: ({ id: string; name?: string; roles?: RoleRef[] } & Extras)[]
  users?: ({
    id: string
    name?: string
    email?: string
    active?: boolean
    employee?: string
    roles?: RoleRef[]
    teams?: string[]
    accessLevels?: LevelRef[]
  } & Extras)[]
  groupMappings?: ({ provider: string; group: string; roles?: RoleRef[]; teams?: string[] } & Extras)[]
  accessLevels?: ({
    key: string
    company: string
    description: string
    remarks?: string
    isActive?: boolean
    isDefault?: boolean
    equipmentItems?: string[]
    locations?: string[]
    parties?: string[]
    tools?: string[]
    covers?: { [dimension: string]: string[] }
    employee?: string
    customAttributes?: { [name: string]: unknown }
  } & Extras)[]
}

/** A document, its text in JSON or YAML, or texts by file name, as in a directory. */
export type Source = SourceDocument | string | { readonly [file: string]: string }

/** Where something stands: lines and columns count from 1. */
export interface Place {
  file?: string
  /** The way into the document, such as `users[3].roles[1]`. */
  path?: string
  line?: number
  column?: number
  endLine?: number
  endColumn?: number
}

/** One thing that is wrong with a source. */
export interface Problem extends Place {
  /** What kind of problem it is; stable. */
  code: string
  message: string
  help?: string
  also?: Place
}
