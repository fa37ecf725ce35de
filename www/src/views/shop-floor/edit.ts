// Every tick is a change of the text of the source, and of nothing else: whether it may be so, and what follows, is for the packer
// and the snapshot to say.
import { assignment, TEAMS, teamsIn, USERS, usersIn, type Files, type RoleRef } from './document'

/** Whose list of roles is changed. */
export type Holder = { readonly kind: 'user' | 'team'; readonly id: string }

/** Gives or takes a role. What the original says of it (a level, times) comes back with it. */
export function setRole(files: Files, original: Files, holder: Holder, role: string, held: boolean): Files {
  const before = rolesOf(original, holder).filter((ref) => assignment(ref).role === role)
  const others = rolesOf(files, holder).filter((ref) => assignment(ref).role !== role)
  const roles = held ? inOrder([...others, ...(before.length ? before : [role])], rolesOf(original, holder)) : others
  return rewrite(files, holder, 'roles', roles)
}

/** Puts a user in a team or takes the user out. */
export function setTeam(files: Files, original: Files, user: string, team: string, member: boolean): Files {
  const others = teamsOf(files, user).filter((id) => id !== team)
  const teams = member ? inOrder([...others, team], teamsOf(original, user)) : others
  return rewrite(files, { kind: 'user', id: user }, 'teams', teams)
}

export function rolesOf(files: Files, { kind, id }: Holder): RoleRef[] {
  const list = kind === 'user' ? usersIn(files) : teamsIn(files)
  return list.find((entry) => entry.id === id)?.roles ?? []
}

export function teamsOf(files: Files, user: string): string[] {
  return usersIn(files).find((entry) => entry.id === user)?.teams ?? []
}

/** As the original has them, and after them what is new, so that a tick taken back leaves no trace. */
function inOrder<T>(list: T[], original: T[]): T[] {
  const place = new Map(original.map((entry, at) => [JSON.stringify(entry), at]))
  const at = (entry: T) => place.get(JSON.stringify(entry)) ?? original.length
  return list.sort((a, b) => at(a) - at(b))
}

function rewrite(files: Files, { kind, id }: Holder, field: 'roles' | 'teams', value: unknown[]): Files {
  const [file, list] = kind === 'user' ? [USERS, 'users'] : [TEAMS, 'teams']
  const document = JSON.parse(files[file] ?? '{}') as { [list: string]: { id: string; [field: string]: unknown }[] }
  const entries = (document[list] ?? []).map((entry) => (entry.id === id ? { ...entry, [field]: value } : entry))
  return { ...files, [file]: `${JSON.stringify({ ...document, [list]: entries }, null, 2)}\n` }
}
