import { Keeper, type KeepOptions, type Loads } from './keeper.js'
import { fromURL } from './from-url.js'
import { Live, type Askable, type LiveAccess } from './live-access.js'
import { listening, pause } from './listening.js'
import { isPlain } from './plain.js'
import { tell } from './report.js'
import type { Source } from './source.js'

/** What `Access.open` takes beside where the snapshot is. */
export type OpenOptions = KeepOptions

const KNOWN = 'organization publicKeys slice minSequence floor refreshEvery maxStale whenStale report'.split(' ')

/** The longest that a timer takes. */
const LONGEST = 2 ** 31 - 1
const SOONEST = 50
/** Events are answered by no more than one request in so many milliseconds, however many there are. */
const BETWEEN = 250

/**
 * Fetches, verifies and loads a snapshot, and keeps it fresh by timer and by events until it is closed. Rejects with what the first one was refused for.
 */
export async function open<A extends Askable>(loads: Loads<A>, from: Source | string | URL, options: OpenOptions = {}): Promise<LiveAccess<A>> {
  const source = typeof from === 'string' || from instanceof URL ? fromURL(from) : from
  if (typeof source?.fetch !== 'function') throw new TypeError('a snapshot is opened from an address, or from what `fromURL`, `fromKV`, `fromR2` or `fromBytes` gives')
  mustBeKnown(options)
  let first = true
  const report = options.report
  const keeper = new Keeper(loads, source, { ...options, report: (error) => first || tell(report, error) })
  await keeper.refresh()
  first = false
  if (keeper.failure) throw keeper.failure
  return new Live(keeper, follow(keeper, source)) as LiveAccess<A>
}

/** A slip of the pen in `publicKeys`, a variable that was not set, or a getter of a class, which is not copied, would leave everything unverified. */
function mustBeKnown(options: unknown): void {
  if (!isPlain(options)) throw new TypeError('`options` must be a plain object')
  const other = Object.keys(options).find((name) => !KNOWN.includes(name))
  if (other !== undefined) throw new TypeError(`there is no \`${other}\`; the options are ${KNOWN.join(', ')}`)
  if ('publicKeys' in options && options.publicKeys === undefined) throw new TypeError('`publicKeys` is undefined: leave it out where nothing is to be verified')
  const { report } = options
  if (report !== undefined && typeof report !== 'function') throw new TypeError('`report` must be a function')
}

/** Refreshes when it is due, and when the source tells of news. Gives what ends that. */
function follow<A extends Askable>(keeper: Keeper<A>, source: Source): () => void {
  const ended = new AbortController()
  let timer: unknown
  let asks = false
  let next = 0
  /** The highest sequence that was told of since the source was asked last; infinite of an event without one. */
  let told = 0
  const wait = () => {
    if (ended.signal.aborted) return
    timer = setTimeout(() => void ask(), Math.min(Math.max(keeper.due - Date.now(), SOONEST), LONGEST))
    // A program is not kept from ending by it.
    ;(timer as { unref?: () => void }).unref?.()
  }
  const ask = async () => {
    if (asks) return
    asks = true
    clearTimeout(timer as number)
    do {
      const early = Math.min(next - Date.now(), BETWEEN)
      if (early > 0) await pause(early, ended.signal)
      next = Date.now() + BETWEEN
      told = 0
      await keeper.refresh()
      // What was told of meanwhile may be newer than what was answered.
    } while (told > keeper.latest!.sequence && !ended.signal.aborted)
    asks = false
    wait()
  }
  const news = (sequence = Infinity) => {
    if (sequence <= keeper.latest!.sequence) return
    told = Math.max(told, sequence)
    void ask()
  }
  wait()
  if (source.listen) void listening(source, news, ended.signal, () => keeper.latest!.sequence)
  return () => {
    ended.abort()
    clearTimeout(timer as number)
  }
}
