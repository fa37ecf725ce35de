import { useEffect, useState } from 'preact/hooks'
import { inPieces } from '../snapshot/pieces'

/** What comes of each, gone through in pieces so that the page goes on meanwhile; undefined until all are. Both stay the same for as long as they say the same. */
export function useEach<A, B>(all: readonly A[], each: (one: A) => B): readonly B[] | undefined {
  const [done, setDone] = useState<{ readonly all: readonly A[]; readonly each: (one: A) => B; readonly answers: readonly B[] }>()
  useEffect(() => {
    let stopped = false
    const answers: B[] = []
    void inPieces(all.length, (at) => void answers.push(each(all[at]!)), () => stopped).then((whole) => whole && setDone({ all, each, answers }))
    return () => {
      stopped = true
    }
  }, [all, each])
  return done?.all === all && done.each === each ? done.answers : undefined
}
