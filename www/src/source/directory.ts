// The names that people know things by. Permissions and ready-made roles stand in the catalogue, which is in the snapshot.
import { unpack } from 'rolepack/author'

export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly system: boolean
  readonly applyTo: 'login' | 'slideIn' | 'loginAndSlideIn'
}

export interface Mapping {
  readonly provider: string
  readonly group: string
}

export interface Directory {
  readonly organization: string
  /** By id, system roles last. */
  readonly roles: readonly Role[]
  readonly mappings: readonly Mapping[]
  role(id: string): string
  team(id: string): string
  title(permission: string): string
  about(permission: string): string
  /** By its key alone where that is enough. */
  level(level: { company: string; key: string }): string
}

export function directoryOf(snapshot: Uint8Array): Directory {
  const { organization, roles = [], teams = [], permissions = [], groupMappings = [], accessLevels = [] } = unpack(snapshot).document
  const names = (list: { id: string; name?: string }[]) => new Map(list.map(({ id, name }) => [id, name ?? id]))
  const roleNames = names(roles)
  const teamNames = names(teams)
  const byKey = new Map(permissions.map((permission) => [permission.key, permission]))
  const shared = (key: string) => accessLevels.filter((level) => level.key === key).length > 1
  return {
    organization: organization?.name ?? organization?.id ?? '',
    roles: roles
      .map(({ id, name = id, description = '', system = false, applyTo = 'loginAndSlideIn' }) => ({ id, name, description, system, applyTo }))
      .sort((a, b) => Number(a.system) - Number(b.system)),
    mappings: groupMappings.map(({ provider, group }) => ({ provider, group })),
    role: (id) => roleNames.get(id) ?? id,
    team: (id) => teamNames.get(id) ?? id,
    title: (permission) => byKey.get(permission)?.title ?? permission,
    about: (permission) => byKey.get(permission)?.description ?? '',
    level: ({ company, key }) => (shared(key) ? `${company}/${key}` : key),
  }
}
