// Which snapshot may take the place of another: the same rules as of `LiveAccess` in Rust.
import type { Header } from '../types.js'
import { SwapError } from './errors.js'

/** What is known of a snapshot that is held: its header, and its envelope, which tells it from any other. */
export interface Seen {
  readonly header: Header
  readonly envelope: Envelope
  /** Of a slice its user and access method. */
  readonly part: string
}

/** The first 92 bytes and the length. Two snapshots with the same ones are the same where they are signed; unsigned ones tell nothing to who can write them. */
export interface Envelope {
  readonly bytes: Uint8Array
  readonly length: number
}

const SIZE = 92

export function envelopeOf(bytes: Uint8Array): Envelope {
  return { bytes: new Uint8Array(bytes.subarray(0, SIZE)), length: bytes.length }
}

export function isSame(one: Envelope, other: Envelope): boolean {
  return one.length === other.length && one.bytes.every((byte, at) => byte === other.bytes[at])
}

/** Throws a SwapError unless `next` is a newer state of what `current` is, or the same. */
export function follow(current: Seen, next: Seen): void {
  const [now, offered] = [current.header, next.header]
  if (now.organization !== offered.organization) {
    throw new SwapError('wrong-organization', `the snapshot belongs to \`${offered.organization}\`, and \`${now.organization}\` answers here`, 'see where the snapshot comes from, and open one for each organisation')
  }
  if (now.kind !== offered.kind) {
    throw new SwapError('other-kind', `the snapshot is a ${offered.kind} one, and a ${now.kind} one answers here`, 'see where the snapshot comes from: whole ones, slices and shards are served at different places')
  }
  if (current.part !== next.part) {
    throw new SwapError('other-part', 'the snapshot is for another user, access method or range of ids than the one that answers here', 'open one for each user, and close it when the user signs out')
  }
  if (isSigned(current) && !isSigned(next)) {
    throw new SwapError('unsigned', 'the snapshot is not signed, and the one that answers here is', 'pack it with `--sign KEY`')
  }
  if (offered.sequence < now.sequence) {
    throw tooLow(offered.sequence, now.sequence)
  }
  const unnumbered = offered.sequence === 0 && !isSigned(next)
  if (offered.sequence === now.sequence && !unnumbered && !isSame(current.envelope, next.envelope)) {
    throw new SwapError('same-sequence', `the snapshot has the sequence ${offered.sequence} of the one that answers already, and other bytes`, 'give every snapshot that is packed a sequence of its own, higher than the last')
  }
}

export function tooLow(sequence: number, least: number): SwapError {
  return new SwapError('lower-sequence', `the snapshot's sequence ${sequence} is lower than ${least}, which has answered already`, 'serve the newest snapshot, or pack it with a higher sequence')
}

function isSigned({ envelope }: Seen): boolean {
  return envelope.bytes.subarray(12, 20).some((byte) => byte !== 0)
}
