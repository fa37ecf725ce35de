// What is to be given and taken, as the address says it, and the user as it would be then.
import type { RoleRef } from 'rolepack/author'
import type { Assignment, Directory } from '../../snapshot/directory'
import type { User } from '../../snapshot/protocol'

export interface Change {
  /** Roles, `role` or `role@COMPANY/KEY`. */
  readonly give: readonly string[]
  readonly take: readonly string[]
  /** Teams. */
  readonly join: readonly string[]
  readonly leave: readonly string[]
}

export function changeOf(query: URLSearchParams): Change {
  const all = (name: string) => [...new Set(query.getAll(name))]
  return { give: all('give'), take: all('take'), join: all('join'), leave: all('leave') }
}

/** As tables of users have it. */
export function roleText(role: string, within: string | undefined): string {
  return within ? `${role}@${within}` : role
}

/** Undefined where nothing changes. What does not exist is for the packer to refuse. */
export function changed(user: User, { give, take, join, leave }: Change, directory: Directory): User | undefined {
  const { attributes: _, ...packed } = user
  const texts = (user.roles ?? []).map((ref) => (typeof ref === 'string' ? ref : roleText(ref.role, typeof ref.within === 'object' ? `${ref.within.company}/${ref.within.key}` : ref.within)))
  const roles = [...(user.roles ?? []).filter((_, at) => !take.includes(texts[at]!)), ...give.filter((text) => !texts.includes(text)).map((text) => refOf(assigned(text, directory)))]
  const teams = [...(user.teams ?? []).filter((team) => !leave.includes(team)), ...join.filter((team) => !user.teams?.includes(team))]
  const same = roles.length === texts.length && teams.length === (user.teams ?? []).length && take.every((text) => !texts.includes(text)) && leave.every((team) => !user.teams?.includes(team))
  return same ? undefined : { ...packed, roles, teams }
}

/** An id may hold an `@`: a role by that name comes first. */
export function assigned(text: string, { findRole, levels }: Directory): Assignment {
  const level = findRole(text) ? undefined : levels.find(({ company, key }) => text.endsWith(`@${company}/${key}`))
  if (!level) return { role: text, within: undefined }
  const { company, key } = level
  return { role: text.slice(0, -`@${company}/${key}`.length), within: { company, key } }
}

function refOf({ role, within }: Assignment): RoleRef {
  return within ? { role, within } : role
}
