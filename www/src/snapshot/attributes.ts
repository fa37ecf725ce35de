import type { Texts, User } from './protocol'

/** YAML is read slowly, and takes much more memory than its text: of a file of more characters the packer alone reads what it needs. */
const LONGEST_YAML = 8 << 20

/** The free attributes of users, by id, such as a job title or a manager: snapshots leave them out. A CSV file has none. */
export async function attributesIn(texts: Texts): Promise<Map<string, NonNullable<User['attributes']>>> {
  const found = new Map<string, NonNullable<User['attributes']>>()
  for (const [name, text] of Object.entries(texts)) {
    if (!text.includes('attributes')) continue
    for (const { id, attributes } of await usersIn(name, text)) if (attributes) found.set(id, attributes)
  }
  return found
}

async function usersIn(name: string, text: string): Promise<User[]> {
  try {
    if (name.endsWith('.json')) return (JSON.parse(text) as { users?: User[] }).users ?? []
    if (name.endsWith('.jsonl')) return text.split('\n').flatMap((line) => (line.trim() ? [JSON.parse(line) as User] : []))
    if (/\.ya?ml$/.test(name) && text.length <= LONGEST_YAML) return (((await import('yaml')).parse(text) as { users?: User[] } | null)?.users ?? [])
  } catch {
    // The packer skips such a file, or would have refused it.
  }
  return []
}
