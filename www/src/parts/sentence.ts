// Decisions as sentences: an explanation in, words out.
import type { AccessMethod, Explanation, Level, Via } from 'rolepack/full'
import type { Directory } from '../snapshot/directory'

/** A sentence in pieces: plain words, and names to be set off from them. */
export type Sentence = readonly (string | { readonly name: string })[]

export interface Circumstances {
  readonly directory: Directory
  /** What is named of the place, as a sentence says it; absent where nothing is. */
  readonly where: string | undefined
  readonly accessMethod: AccessMethod
  /** What the person is called. */
  readonly person: string
}

type Held = { role: string; via: Via; level?: Level }

/** Why not, and which role would. */
export function whyNot(explanation: Explanation, circumstances: Circumstances): Sentence {
  const { reason, held, wouldGrant } = explanation
  const { directory, where, accessMethod, person } = circumstances
  const roles = oneOf(wouldGrant.map(directory.role))
  const none = wouldGrant.length === 0
  const wouldCount = none ? ['no role would.'] : ['the role ', ...roles, ' would.']
  const signIn = accessMethod === 'slideIn' ? 'a kiosk badge' : 'one’s own login'
  switch (reason) {
    case 'not-granted':
      return none ? [`Not granted, and no role that counts with ${signIn} would.`] : ['Not granted: ', ...wouldCount]
    case 'access-method': {
      const names = unique(held.map((path) => directory.role(path.role)))
      return ['Held as ', ...allOf(names), `, which ${names.length > 1 ? 'do' : 'does'} not count with ${signIn}: `, ...wouldCount]
    }
    case 'out-of-scope': {
      const here = held.filter((path) => path.reason === 'out-of-scope')
      const would: Sentence = ['; the role ', ...oneOf(heldFirst(wouldGrant, here).map(directory.role), 1), ' would, ']
      const reaches = distinct(here, directory)
      const [counts, nothing] = reaches.length === 1 ? [' counts ', ' covers '] : [' count ', ' cover ']
      // Where no place is named, only an inactive level keeps a role from counting.
      return where !== undefined
        ? [`Held, but not ${where}: `, ...join(reaches, ' and '), `${counts}there only`, ...would, 'within a level of this place.']
        : ['Held, but ', ...join(reaches, ' and '), `${nothing}nothing at present`, ...would, 'within a level in use.']
    }
    case 'inactive-user':
      return [{ name: person }, ' is inactive, and no role counts until that changes', ...(none ? ['.'] : ['; then ', ...wouldCount])]
    case 'unknown-user':
      return [{ name: person }, ' is not in the source, and no group presented is mapped: ', ...wouldCount]
    case 'not-in-snapshot':
      return ['The snapshot does not answer for ', { name: person }, '.']
    case 'granted':
      return []
    default:
      return ['The snapshot cannot be asked this: ', { name: reason }, '.']
  }
}

/** Through what: one path. */
export function through({ role, via, level }: Held, directory: Directory): Sentence {
  const source: Sentence[] = []
  if (via.identityGroup) source.push([' through the group ', { name: via.identityGroup.group }])
  if (via.team) source.push([via.identityGroup ? ' and its team ' : ' through the team ', { name: directory.team(via.team) }])
  return [{ name: directory.role(role) }, ...(source.length ? source.flat() : [' held directly']), ...(level ? [', within ', { name: directory.level(level) }] : []), '.']
}

export function text(sentence: Sentence): string {
  return sentence.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('')
}

/** Each role that is held, with how far it reaches. */
function distinct(held: readonly Held[], directory: Directory): Sentence[] {
  const named = held.map(({ role, level }) => ({ role: directory.role(role), level: level ? directory.level(level) : 'one’s own levels' }))
  const once = [...new Map(named.map((path) => [`${path.role}\n${path.level}`, path])).values()]
  return once.map(({ role, level }) => [{ name: role }, ' within ', { name: level }])
}

/** The roles that would grant, those that are held already first. */
function heldFirst(wouldGrant: readonly string[], held: readonly Held[]): string[] {
  const isHeld = (role: string) => held.some((path) => path.role === role)
  return [...wouldGrant.filter(isHeld), ...wouldGrant.filter((role) => !isHeld(role))]
}

/** At most `most` of them by name, and how many more there are. */
function oneOf(names: readonly string[], most = 3): Sentence {
  const shown = names.length > most + 1 ? names.slice(0, most) : names
  const rest = names.length - shown.length
  return join([...shown.map((name): Sentence => [{ name }]), ...(rest ? [[`${rest} others`]] : [])], ' or ')
}

function allOf(names: readonly string[]): Sentence {
  return join(names.map((name) => [{ name }]), ' and ')
}

function join(parts: readonly Sentence[], last: string): Sentence {
  return parts.flatMap((part, at) => (at === 0 ? part : [at === parts.length - 1 ? last : ', ', ...part]))
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
