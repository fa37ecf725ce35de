// What an organisation is made of, but for its people, and the names that people know things by.
import type { RoleRef, SourceDocument } from 'rolepack/author'
import type { Rest } from './protocol'

type Of<K extends keyof SourceDocument> = NonNullable<SourceDocument[K]> extends (infer T)[] ? T : never

export type AppliesTo = 'login' | 'slideIn' | 'loginAndSlideIn'

export interface LevelKey {
  readonly company: string
  readonly key: string
}

/** A role as it is held: everywhere that its holder reaches, or within one level. */
export interface Assignment {
  readonly role: string
  readonly within: LevelKey | undefined
}

export interface Permission {
  readonly key: string
  readonly title: string
  readonly description: string
  /** Its feature area; none: an empty text. */
  readonly area: string
  readonly kind: 'action' | 'read'
  /** Empty where it is one grant by itself. */
  readonly rights: readonly string[]
}

export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly system: boolean
  readonly applyTo: AppliesTo
}

export interface Team {
  readonly id: string
  readonly name: string
  readonly roles: readonly Assignment[]
}

export interface Mapping {
  readonly provider: string
  readonly group: string
  readonly roles: readonly Assignment[]
  readonly teams: readonly string[]
}

export interface Level extends LevelKey {
  readonly description: string
  readonly remarks: string
  readonly active: boolean
  readonly isDefault: boolean
  readonly employee: string | undefined
  /** Values by dimension, `*` and `$user` as they stand. */
  readonly covers: Readonly<Record<string, readonly string[]>>
}

export interface Directory {
  readonly id: string
  /** The organisation's name. */
  readonly organization: string
  readonly scoping: boolean
  /** All of them, those that every organisation has first. */
  readonly dimensions: readonly string[]
  /** By title. */
  readonly permissions: readonly Permission[]
  /** Feature areas, by name. */
  readonly areas: readonly string[]
  /** By name, system roles last. */
  readonly roles: readonly Role[]
  readonly teams: readonly Team[]
  readonly mappings: readonly Mapping[]
  readonly levels: readonly Level[]
  permission(key: string): Permission | undefined
  /** Names and titles; of what is not known, the key. */
  role(id: string): string
  team(id: string): string
  title(permission: string): string
  about(permission: string): string
  area(id: string): string
  /** By its key alone where that is enough. */
  level(level: LevelKey): string
  findRole(id: string): Role | undefined
  findTeam(id: string): Team | undefined
  findLevel(level: LevelKey): Level | undefined
}

export const BUILT_IN = ['company', 'location', 'equipmentItem', 'party', 'tool'] as const

export function directoryOf({ organization, dimensions = [], permissions = [], roles = [], teams = [], groupMappings = [], accessLevels = [] }: Rest): Directory {
  const all = {
    permissions: permissions.map(permissionOf).sort(by(({ title }) => title)),
    roles: roles.map(roleOf).sort((a, b) => Number(a.system) - Number(b.system) || compare(a.name, b.name)),
    teams: teams.map(({ id, name = id, roles = [] }): Team => ({ id, name, roles: roles.map(assignmentOf) })).sort(by(({ name }) => name)),
    mappings: groupMappings.map(({ provider, group, roles = [], teams = [] }): Mapping => ({ provider, group, roles: roles.map(assignmentOf), teams })),
    levels: accessLevels.map(levelOf),
  }
  const byKey = new Map(all.permissions.map((permission) => [permission.key, permission]))
  const byRole = new Map(all.roles.map((role) => [role.id, role]))
  const byTeam = new Map(all.teams.map((team) => [team.id, team]))
  const byLevel = new Map(all.levels.map((level) => [`${level.company}/${level.key}`, level]))
  const sharing = new Map<string, number>()
  for (const { key } of all.levels) sharing.set(key, (sharing.get(key) ?? 0) + 1)
  const areas = [...new Set(all.permissions.map(({ area }) => area))]
  return {
    ...all,
    id: organization?.id ?? '',
    organization: organization?.name ?? organization?.id ?? '',
    scoping: organization?.scoping ?? all.levels.length > 0,
    dimensions: [...BUILT_IN, ...dimensions],
    areas: areas.sort(by(areaName)),
    permission: (key) => byKey.get(key),
    role: (id) => byRole.get(id)?.name ?? id,
    team: (id) => byTeam.get(id)?.name ?? id,
    title: (permission) => byKey.get(permission)?.title ?? permission,
    about: (permission) => byKey.get(permission)?.description ?? '',
    area: areaName,
    level: ({ company, key }) => ((sharing.get(key) ?? 0) > 1 ? `${company}/${key}` : key),
    findRole: (id) => byRole.get(id),
    findTeam: (id) => byTeam.get(id),
    findLevel: ({ company, key }) => byLevel.get(`${company}/${key}`),
  }
}

const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

function by<T>(name: (thing: T) => string): (a: T, b: T) => number {
  return (a, b) => compare(name(a), name(b))
}

export function assignmentOf(ref: RoleRef): Assignment {
  if (typeof ref === 'string') return { role: ref, within: undefined }
  // A snapshot that is taken apart tells both keys of a level.
  return { role: ref.role, within: typeof ref.within === 'object' ? ref.within : undefined }
}

function permissionOf({ key, name = key, title = name, description = '', permissionGroup = '', kind = 'action', rights = [] }: Of<'permissions'>): Permission {
  return { key, title, description, area: permissionGroup, kind, rights }
}

function roleOf({ id, name = id, description = '', system = false, applyTo = 'loginAndSlideIn' }: Of<'roles'>): Role {
  return { id, name, description, system, applyTo }
}

function levelOf(level: Of<'accessLevels'>): Level {
  const { key, company, description, remarks = '', isActive = true, isDefault = false, employee } = level
  const { locations = [], equipmentItems = [], parties = [], tools = [], covers = {} } = level
  return {
    key,
    company,
    description,
    remarks,
    active: isActive,
    isDefault,
    employee,
    covers: { location: locations, equipmentItem: equipmentItems, party: parties, tool: tools, ...covers },
  }
}

/** `custom-attributes` as people write it. */
function areaName(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim()
  return words ? words[0]!.toUpperCase() + words.slice(1) : 'No feature area'
}
