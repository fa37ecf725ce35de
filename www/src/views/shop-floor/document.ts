// The parts of a source document that this page reads and changes; the packer checks all of it.
import type { LevelRef, RoleRef, SourceDocument } from 'rolepack/author'

export type { LevelRef, RoleRef }

export type User = NonNullable<SourceDocument['users']>[number]
export type Team = NonNullable<SourceDocument['teams']>[number]
export type Assignment = Exclude<RoleRef, string>

/** A source directory: the text of each file, by its name. */
export type Files = Readonly<Record<string, string>>

export const USERS = 'users.json'
export const TEAMS = 'teams.json'

export function assignment(ref: RoleRef): Assignment {
  return typeof ref === 'string' ? { role: ref } : ref
}

export function levelName(ref: LevelRef): string {
  return typeof ref === 'string' ? ref : `${ref.company}/${ref.key}`
}

/** The users in the text as it stands now. */
export function usersIn(files: Files): User[] {
  return entries<User>(files, USERS, 'users')
}

export function teamsIn(files: Files): Team[] {
  return entries<Team>(files, TEAMS, 'teams')
}

function entries<T>(files: Files, file: string, list: string): T[] {
  const document = JSON.parse(files[file] ?? '{}') as { [list: string]: T[] | undefined }
  return document[list] ?? []
}

/** What a person does; free text that the sample keeps beside the user. */
export function titleOf({ attributes }: User): string {
  const title = attributes?.['title']
  return typeof title === 'string' ? title : ''
}
