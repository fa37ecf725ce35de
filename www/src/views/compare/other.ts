// What is laid beside what is open.
import { useEffect, useState } from 'preact/hooks'
import type { Comparison } from 'rolepack/author'
import { Desk } from '../../snapshot/desk'
import { fetched, type Given } from '../../snapshot/given'
import type { Held } from '../../snapshot/held'
import { refusalOf, type Refusal } from '../../snapshot/refusal'

/** The name by which an address says: the source, as it is edited in the playground. */
export const PLAYGROUND = 'the playground'

/** What somebody picked stays while other views are looked at. An address cannot say it. */
const picked = new WeakMap<Held, Promise<Given>>()

export function pick(held: Held, given: Promise<Given> | undefined): void {
  if (given) picked.set(held, given)
  else picked.delete(held)
}

export interface Answer {
  readonly name: string
  readonly comparison?: Comparison
  readonly refusal?: Refusal
}

/** Undefined where nothing was chosen. `asked`: an address beside the page, or the playground. `isNewer`: what is chosen came after what is open. */
export function useComparison(held: Held, asked: string | undefined, isNewer: boolean, round: number): Answer | undefined {
  const begun = () => (asked !== undefined || picked.has(held) ? { name: asked ?? '' } : undefined)
  const [answer, setAnswer] = useState<Answer | undefined>(begun)
  useEffect(() => {
    const chosen = asked === undefined ? picked.get(held) : given(held, asked)
    if (!chosen) return setAnswer(undefined)
    let last = true
    const tell = (answer: Answer) => last && setAnswer(answer)
    const desk = new Desk()
    setAnswer(begun)
    compared(held, chosen, isNewer, desk, (name) => tell({ name }))
      .then(
        (answer) => tell(answer),
        (error: unknown) => tell({ name: asked ?? '', refusal: refusalOf(error) }),
      )
      .finally(() => desk.rest())
    return () => {
      last = false
      desk.rest()
    }
  }, [held, asked, isNewer, round])
  return answer
}

async function compared(held: Held, chosen: Promise<Given>, isNewer: boolean, desk: Desk, named: (name: string) => void): Promise<Answer> {
  const given = await chosen
  named(given.name)
  const { snapshotOf } = await import('../../snapshot/open')
  const bytes = await snapshotOf(given, desk)
  return { name: given.name, comparison: await desk.ask('diff', isNewer ? [held.bytes, bytes] : [bytes, held.bytes]) }
}

async function given(held: Held, asked: string): Promise<Given> {
  if (asked !== PLAYGROUND) return fetched(asked)
  const { begin } = await import('../playground/draft')
  const draft = await begin(held)
  return { kind: 'source', name: PLAYGROUND, files: draft.blobs, at: draft.at }
}
