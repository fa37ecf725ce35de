// A question that stays on the page: as the address says it, with the names that the view Why? has for its parts.
import type { Access, AccessMethod, AnyResource, Explanation, IdentityGroup } from 'rolepack/full'
import { presentedIn } from '../../parts/presented'
import { resourceIn } from '../../parts/scope'
import type { Directory } from '../../snapshot/directory'
import type { Held } from '../../snapshot/held'

export interface Question {
  /** As the address says it. */
  readonly text: string
  readonly person: string
  readonly permission: string
  readonly right: string | undefined
  readonly resource: AnyResource
  readonly accessMethod: AccessMethod
  readonly identityGroups: readonly IdentityGroup[]
}

/** More nobody looks at while typing. */
export const MOST = 40

const PARTS = /^(person|permission|right|group|method|at\..+)$/

/** The question that a query is about; undefined where it names nobody or nothing. */
export function questionIn(query: URLSearchParams, directory: Directory): Question | undefined {
  const [person, permission] = [query.get('person') ?? '', query.get('permission') ?? '']
  if (!person || !permission) return undefined
  const rights = directory.permission(permission)?.rights ?? []
  const right = query.get('right') ?? rights[0]
  const parts = [...query].filter(([name, value]) => PARTS.test(name) && value !== '')
  return { text: new URLSearchParams(parts).toString(), person, permission, right, resource: resourceIn(query), ...presentedIn(query, directory) }
}

/** Those that are pinned, or some that tell something where none ever was. */
export function pinnedIn(query: URLSearchParams, held: Held): Question[] {
  const texts = query.has('ask') ? [...new Set(query.getAll('ask'))].slice(0, MOST) : suggested(held)
  return texts.flatMap((text) => questionIn(new URLSearchParams(text), held.directory) ?? [])
}

export function explained(access: Access, { person, permission, right, resource, accessMethod, identityGroups }: Question): Explanation {
  return access.explain(person, permission, { resource, accessMethod, identityGroups, ...(right === undefined ? {} : { right }) })
}

/** Of two people who may do something: one thing that they may, and one that they may not. */
function suggested({ access, directory, people }: Held): string[] {
  const unscoped = directory.permissions.filter(({ rights }) => rights.length === 0)
  const texts: string[] = []
  for (let place = 0; place < Math.min(people.size, 200) && texts.length < 4; place++) {
    const id = people.idAt(place)
    const may = unscoped.find(({ key }) => access.can(id, key))
    const mayNot = unscoped.find(({ key, area }) => may && area === may.area && !access.can(id, key))
    if (may && mayNot) texts.push(...[may, mayNot].map(({ key }) => new URLSearchParams({ person: id, permission: key }).toString()))
  }
  return texts
}
