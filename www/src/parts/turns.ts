// Drawing in pieces: what fits into a moment at once, the rest when the page has time, so that many pictures never keep it for long.

/** Milliseconds. */
const MOMENT = 12

const waiting = new Map<object, () => void>()
let until = 0
let timer: ReturnType<typeof setTimeout> | undefined

/** Acts at once if the moment is not over yet, else later; what waits under the same name is replaced. True: it is done. */
export function inTurn(name: object, act: () => void): boolean {
  begin()
  waiting.delete(name)
  if (waiting.size === 0 && performance.now() < until) {
    act()
    return true
  }
  waiting.set(name, act)
  return false
}

export function outOfTurn(name: object): void {
  waiting.delete(name)
}

function begin(): void {
  if (timer !== undefined) return
  until = performance.now() + MOMENT
  timer = setTimeout(go)
}

function go(): void {
  timer = undefined
  if (waiting.size === 0) return
  begin()
  for (const [name, act] of waiting) {
    waiting.delete(name)
    act()
    if (performance.now() > until) break
  }
}
