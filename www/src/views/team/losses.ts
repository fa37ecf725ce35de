import type { Access, AccessMethod, Effective } from 'rolepack/full'
import type { People } from '../../snapshot/people'
import { inPieces } from '../../snapshot/pieces'
import { differenceOf, type Grant } from '../person/differing'

/** What one member holds through the team alone. */
export interface Loser {
  readonly place: number
  readonly lost: number
  /** Held otherwise too, within other levels. */
  readonly narrower: number
}

export interface Losses {
  readonly losers: readonly Loser[]
  /** What anybody loses, and how many do. */
  readonly grants: readonly LostGrant[]
}

export interface LostGrant extends Pick<Grant, 'area' | 'permission' | 'right'> {
  readonly people: number
}

/** Asks of every member what is held, each grant with all of its paths, and leaves those through the team out. Undefined if it was stopped. */
export async function lossesOf(access: Access, people: People, team: string, accessMethod: AccessMethod, stopped: () => boolean, told: (done: number) => void): Promise<Losses | undefined> {
  const members = people.inTeam(team)
  const losers: Loser[] = []
  const grants = new Map<string, { grant: Grant; people: number }>()
  const whole = await inPieces(
    members.length,
    (at) => {
      const place = members[at]!
      const held = access.effective(people.idAt(place), { accessMethod })
      const { lost, moved } = differenceOf(held, without(held, team))
      if (lost.length + moved.length > 0) losers.push({ place, lost: lost.length, narrower: moved.length })
      for (const grant of lost) {
        const key = `${grant.permission}\n${grant.right ?? ''}`
        const sum = grants.get(key) ?? { grant, people: 0 }
        sum.people++
        grants.set(key, sum)
      }
    },
    stopped,
    told,
  )
  if (!whole) return undefined
  return {
    losers: losers.sort((a, b) => b.lost - a.lost || b.narrower - a.narrower || a.place - b.place),
    grants: [...grants.values()].map(({ grant: { area, permission, right }, people }) => ({ area, permission, right, people })).sort((a, b) => b.people - a.people),
  }
}

function without({ reason, groups }: Effective, team: string): Effective {
  return {
    reason,
    groups: groups.map(({ permissionGroup, grants }) => ({
      permissionGroup,
      grants: grants.map((grant) => ({ ...grant, paths: grant.paths.filter(({ via }) => via.team !== team) })).filter(({ paths }) => paths.length > 0),
    })),
  }
}
