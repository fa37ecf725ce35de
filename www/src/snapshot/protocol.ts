// What the page and its worker tell each other. Large things go over once: bytes are handed on, people and the rows of a review come in parts.
import type { Comparison, Evidence, Review, ReviewOrder, SourceDocument } from 'rolepack/author'
import type { Decided } from './decided'
import type { Refusal } from './refusal'

export type User = NonNullable<SourceDocument['users']>[number]

/** Everything that a snapshot holds but its users. */
export type Rest = Omit<SourceDocument, 'users'>

/** Some of the people, in the order in which they are shown: a column each, since columns of texts cross quickly. */
export interface Batch {
  readonly ids: readonly string[]
  readonly names: readonly string[]
  /** What a search looks through: name, id, e-mail and job, without accents and case. */
  readonly texts: readonly string[]
  /** Each user as JSON, read when somebody looks. */
  readonly records: readonly string[]
}

/** Who is in it, as places in the order of people. */
export type Places = readonly (readonly [key: string, places: Uint32Array])[]

export interface Survey {
  readonly rest: Rest
  readonly missing: readonly string[]
  readonly byRole: Places
  readonly byTeam: Places
  readonly byLevel: Places
  /** Ids of those who are inactive, as places. */
  readonly inactive: Uint32Array
}

export interface PackOptions {
  readonly at: number
  readonly sequence?: number
}

export type Texts = Readonly<Record<string, string>>
export type Blobs = Readonly<Record<string, Blob>>

/** Which review it is. */
export interface Reviewed {
  readonly of: Uint8Array | Blobs
  readonly by: ReviewOrder
  readonly at: number
}

export interface Reviewing {
  readonly about: Omit<Review, 'rows'>
  /** The same for the same rows of the same snapshot alone; empty where there are no rows. */
  readonly stamp: string
  /** What the rows are sorted by, each once. */
  readonly groups: readonly string[]
  /** The places of the rows, one group after another, and where each group ends among them. */
  readonly places: Uint32Array
  readonly ends: Uint32Array
  /** For each row another that the same team gives the same person, so that they lead round in a circle: itself where there is no other. */
  readonly circles: Uint32Array
}

/** Some rows of a review one after another, with what was decided on them. */
export interface Excerpted extends Pick<Reviewing, 'about' | 'stamp'> {
  /** Each as JSON. */
  readonly rows: readonly string[]
  /** By their places among these rows. */
  readonly decided: Decided
  /** Whether these are the first, which a header stands before. */
  readonly first: boolean
}

export interface Applied {
  readonly files: Blobs
  readonly evidence: Evidence
}

/** What the worker can be asked. */
export interface Work {
  /** Packs the files of a source. */
  pack(files: Blobs, options: PackOptions): Uint8Array
  /** Takes a snapshot apart; people come before the answer, in parts. With its source, what only that says of them comes too. */
  survey(bytes: Uint8Array, files: Blobs | undefined): Survey
  /** Packs the organisation with this one user, as it would be then. */
  packOne(rest: Rest, user: User): Uint8Array
  /** What a snapshot holds, as the text of a source document. */
  write(bytes: Uint8Array): Blob
  /** Who gained and who lost what, and by which change. */
  diff(old: Uint8Array, next: Uint8Array): Comparison
  /** Who holds what and whence; a row each, which come before the answer, in parts. */
  review(review: Reviewed): Reviewing
  /** Some rows of a review as CSV. */
  table(some: Excerpted): Blob
  /** A decided review, as CSV, into the source: the files that change, and the evidence. */
  apply(files: Blobs, table: Blob, at: number): Applied
}

/** What comes before an answer, part by part. */
export interface Parts {
  survey: Batch
  /** Each row as JSON, read when somebody looks. */
  review: readonly string[]
}

export type PartOf<K> = K extends keyof Parts ? Parts[K] : never

export type Ask = { [K in keyof Work]: { readonly number: number; readonly what: K; readonly given: Parameters<Work[K]> } }[keyof Work]

export type Tell =
  | { readonly number: number; readonly part: Parts[keyof Parts] }
  | { readonly number: number; readonly answer: ReturnType<Work[keyof Work]> }
  | { readonly number: number; readonly refusal: Refusal }
