// What each role grants, as the engine says it: somebody is packed who holds them all, and asked about. The sets are bits, so that any two compare at once.
import { Access, type AccessMethod } from 'rolepack/full'
import type { Directory } from './directory'
import type { Held } from './held'
import { NOBODY } from './nobody'
import { inPieces } from './pieces'

/** A permission, or one right of it. */
export interface Grant {
  /** Where it stands among all. */
  readonly place: number
  readonly permission: string
  readonly right: string | undefined
  readonly area: string
}

export interface RoleGrants {
  /** All that there are, by feature area and title; a set of them is named by their places in this list. */
  readonly grants: readonly Grant[]
  /** Of a role that was not asked about: none. */
  of(role: string): Grants
  /** The places in which a permission's grants stand, in the order of its rights. */
  placesOf(permission: string): readonly number[]
}

/** A set of grants. */
export class Grants {
  readonly size: number
  readonly #bits: Uint32Array

  constructor(bits: Uint32Array) {
    this.#bits = bits
    this.size = bits.reduce((sum, word) => sum + ones(word), 0)
  }

  has(place: number): boolean {
    return ((this.#bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0
  }

  /** How many are in both. */
  shared(other: Grants): number {
    let sum = 0
    for (let at = 0; at < this.#bits.length; at++) sum += ones(this.#bits[at]! & (other.#bits[at] ?? 0))
    return sum
  }
}

/** So many roles are asked about at once; a picture of more shows nothing to anybody. */
export const MOST_ROLES = 300

/** Held for as long as what was asked is open. */
const known = new WeakMap<Access, Map<string, Promise<RoleGrants>>>()
const METHODS: readonly AccessMethod[] = ['login', 'slideIn']

/** Rejects with a `Refused` if such an organisation does not pack. */
export function grantsOfRoles(held: Held, roles: readonly string[]): Promise<RoleGrants> {
  const asked = known.get(held.access) ?? new Map<string, Promise<RoleGrants>>()
  known.set(held.access, asked)
  const key = JSON.stringify(roles)
  const answer = asked.get(key) ?? ask(held, roles)
  asked.set(key, answer)
  answer.catch(() => asked.delete(key))
  return answer
}

async function ask({ desk, document, directory }: Held, roles: readonly string[]): Promise<RoleGrants> {
  const access = Access.load(await desk.ask('packOne', [document, { id: NOBODY, roles: [...roles] }]), { now: -1 })
  const grants = allOf(directory)
  const places = new Map(grants.map(({ place, permission, right }) => [keyOf(permission, right), place]))
  const bits = new Map(roles.map((role) => [role, new Uint32Array(Math.ceil(grants.length / 32))]))
  try {
    const take = (accessMethod: AccessMethod) => {
      for (const { grants } of access.effective(NOBODY, { accessMethod }).groups) {
        for (const { permission, right, paths } of grants) {
          const place = places.get(keyOf(permission, right))
          if (place !== undefined) for (const { role } of paths) bits.get(role)![place >>> 5]! |= 1 << (place & 31)
        }
      }
    }
    await inPieces(METHODS.length, (at) => take(METHODS[at]!), () => false)
  } finally {
    access.close()
  }
  const sets = new Map([...bits].map(([role, bits]) => [role, new Grants(bits)]))
  const none = new Grants(new Uint32Array())
  const byPermission = Map.groupBy(grants.keys(), (place) => grants[place]!.permission)
  return { grants, of: (role) => sets.get(role) ?? none, placesOf: (permission) => byPermission.get(permission) ?? [] }
}

function allOf({ areas, permissions }: Directory): Grant[] {
  const byArea = Map.groupBy(permissions, ({ area }) => area)
  return areas
    .flatMap((area) => (byArea.get(area) ?? []).flatMap(({ key: permission, rights }) => (rights.length ? rights : [undefined]).map((right) => ({ permission, right, area }))))
    .map((grant, place) => ({ place, ...grant }))
}

function keyOf(permission: string, right: string | undefined): string {
  return `${permission}\n${right ?? ''}`
}

function ones(word: number): number {
  let left = word - ((word >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}
