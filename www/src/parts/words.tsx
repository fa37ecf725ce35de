import type { Sentence } from './sentence'

/** A sentence, its names set off. */
export function Words({ of }: { of: Sentence }) {
  return (
    <>
      {of.map((piece, at) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <b key={at}>
            <bdi>{piece.name}</bdi>
          </b>
        ),
      )}
    </>
  )
}
