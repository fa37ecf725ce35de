import type { Texts, User } from './protocol'

/** The free attributes of users, by id, such as a job title or a manager: snapshots leave them out. Read from JSON and JSON Lines. */
export function attributesIn(texts: Texts): Map<string, NonNullable<User['attributes']>> {
  const found = new Map<string, NonNullable<User['attributes']>>()
  for (const [name, text] of Object.entries(texts)) {
    for (const { id, attributes } of usersIn(name, text)) if (attributes) found.set(id, attributes)
  }
  return found
}

function usersIn(name: string, text: string): User[] {
  try {
    if (name.endsWith('.json')) return (JSON.parse(text) as { users?: User[] }).users ?? []
    if (name.endsWith('.jsonl')) return text.split('\n').flatMap((line) => (line.trim() ? [JSON.parse(line) as User] : []))
  } catch {
    // The packer skips such a file, or would have refused it.
  }
  return []
}
