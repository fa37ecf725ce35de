import type { Options } from './answer'

const FLAGS: Readonly<Record<string, string>> = { company: '--company', location: '--location', equipmentItem: '--equipment-item', party: '--party', tool: '--tool' }

/** The same question for the command line, as a shell reads it. */
export function commandOf(user: string, permission: string, { accessMethod, identityGroups, resource, right }: Options): string {
  const words: string[] = []
  if (right !== undefined) words.push(`--right=${right}`)
  for (const [dimension, value] of Object.entries(resource)) {
    if (value === undefined) continue
    words.push(Object.hasOwn(FLAGS, dimension) ? `${FLAGS[dimension]}=${value}` : `--in=${dimension}=${value}`)
  }
  for (const { provider, group } of identityGroups) words.push(`--identity-group=${provider}:${group}`)
  if (accessMethod === 'slideIn') words.push('--access-method=slideIn')
  const things = ['SNAPSHOT', user, permission]
  // An id may begin as an option does.
  const end = things.some((thing) => thing.startsWith('-')) ? ['--'] : []
  return ['rolepack', 'explain', ...words, ...end, ...things].map(quoted).join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
