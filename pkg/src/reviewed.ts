// Access reviews, as `author.review` and `rolepack review` have them: who holds what and from where, and what was decided about it.

/** By what the rows are sorted: the team that gives the role, the role, or the user's manager, `attributes.manager`, which a source alone has. */
export type ReviewOrder = 'team' | 'role' | 'manager'

/** What there is to decide. It is plain data: kept as JSON, it is the same review tomorrow. */
export interface Review {
  /** The checksum of the snapshot that is reviewed. */
  snapshot: string
  /** Of a source every assignment has a row, with its times; of a snapshot what was in force. */
  of: 'source' | 'snapshot'
  rows: ReviewRow[]
  /** Identity-provider groups that give roles. Who is in them, their provider knows: no row is about that. */
  mappings: number
}

/** A role that a user holds, and whence. What does not apply is an empty text. */
export interface ReviewRow {
  /** What the rows are sorted by. */
  by: string
  user: string
  role: string
  /** The team that gives the role; empty: held directly. */
  team: string
  /** `COMPANY/KEY`. */
  within: string
  /** RFC 3339. */
  from: string
  until: string
  name: string
  active: boolean
  roleName: string
}

/** What was decided about a row, so far. */
export interface ReviewDecision {
  readonly decision?: 'keep' | 'revoke' | undefined
  readonly reviewer?: string | undefined
  readonly comment?: string | undefined
}

/** Who decided what, on what, and what came of it. */
export interface Evidence {
  organization: string
  /** The checksum of the snapshot that was reviewed. */
  snapshot: string
  /** RFC 3339; the time of the two that follow. */
  at: string
  /** The checksum of the source's snapshot before. */
  before: string
  after: string
  kept: number
  revoked: number
  decisions: EvidenceRow[]
  /** What is held now and no row is about. */
  notReviewed?: EvidenceRow[]
}

export interface EvidenceRow {
  /** The row of the review, the header being 1. */
  row?: number
  user: string
  role: string
  team?: string
  within?: string
  from?: string
  until?: string
  decision?: 'keep' | 'revoke'
  reviewer?: string
  comment?: string
}
