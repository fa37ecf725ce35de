/** As long as a piece of work may keep the page waiting, in milliseconds. */
const SLICE = 12

/** Does something for each, in pieces, so that the page goes on meanwhile; `told` hears how far it is. False if `stopped` said so. */
export async function inPieces(count: number, each: (index: number) => void, stopped: () => boolean, told: (done: number) => void = () => {}): Promise<boolean> {
  let began = performance.now()
  for (let at = 0; at < count; at++) {
    each(at)
    if (performance.now() - began < SLICE) continue
    told(at + 1)
    await new Promise((done) => setTimeout(done))
    if (stopped()) return false
    began = performance.now()
  }
  return !stopped()
}
