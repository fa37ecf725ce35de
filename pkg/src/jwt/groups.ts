import type { JWTPayload } from 'jose'
import { Refusal } from '../edge/refusal.js'
import type { IdentityGroup } from '../types.js'
import type { Issuer } from './issuer.js'
import { refused } from './refused.js'

/**
 * The groups of the sign-in. The provider is what the configuration says: a token must not name it. A token without the claim presents none; one that says that its groups
 * stand elsewhere, for there are too many, is refused: what they are is not guessed.
 */
export function groupsOf({ identityGroups, issuer }: Issuer, claims: JWTPayload): IdentityGroup[] | undefined {
  if (!identityGroups) return undefined
  const { provider, claim } = identityGroups
  const path = typeof claim === 'string' ? [claim] : claim
  if (isOverage(claims, path[0]!)) {
    const help = 'have the issuer send only the groups that are assigned to the application, or roles of the application instead'
    throw new Refusal(403, 'group-overage', `the token of \`${issuer}\` has too many groups to hold them, and says that they stand elsewhere`, help, { report: true })
  }
  const groups = path.reduce(own, claims)
  if (groups === undefined) return undefined
  if (!Array.isArray(groups) || groups.some((group) => typeof group !== 'string')) throw refused(`\`${path.join('.')}\` is not a list of groups`)
  return (groups as string[]).map((group) => ({ provider, group }))
}

/** As Microsoft's Entra ID does it: `_claim_names`, or `hasgroups` where tokens come by the address. */
function isOverage(claims: JWTPayload, claim: string): boolean {
  return own(own(claims, '_claim_names'), claim) !== undefined || (claims['hasgroups'] !== undefined && claims['hasgroups'] !== false)
}

function own(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined
}
