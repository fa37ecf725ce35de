// What is told where something cannot be opened: what is wrong, and how to mend it.
import type { Problem } from 'rolepack/author'
import { excerptsOf, type Excerpt } from './excerpt'
import type { Texts } from './protocol'

export interface Refusal {
  readonly title: string
  /** Stable, as in the package's errors. */
  readonly code: string
  readonly message: string
  readonly help: string
  readonly problems: readonly Shown[]
  /** How many there are in all. */
  readonly count: number
}

/** A problem of a source, with the lines that it stands in. */
export interface Shown extends Problem {
  readonly excerpt?: Excerpt
}

/** More problems than these nobody reads at once. */
const SHOWN = 100

/** Thrown where it is known already what is to be told. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

/** From anything that was thrown. `texts`: the source that was read. */
export function refusalOf(error: unknown, texts: Texts = {}): Refusal {
  if (error instanceof Refused) return error.refusal
  const { name = '', message = String(error), code: given, help = '', problems = [] } = (error ?? {}) as Partial<Omit<Refusal, 'code'>> & { name?: string; code?: unknown }
  // Errors of the browser have numbers there.
  const code = typeof given === 'string' ? given : ''
  const known = (Object.hasOwn(TITLES, code) ? TITLES[code] : undefined) ?? (name === 'SourceError' ? SOURCE : name === 'SignatureError' || name === 'KeyError' ? SIGNATURE : undefined)
  if (name === 'RuntimeError' || name === 'RangeError') return TOO_MUCH
  if (code === 'no-webassembly' || name === 'CompileError') return NO_WEBASSEMBLY
  return {
    title: known?.title ?? 'This could not be opened',
    code: code || name || 'error',
    message: name === 'SourceError' && problems.length ? (problems.length === 1 ? 'one problem' : `${problems.length} problems`) : message,
    help: known?.help ?? help,
    problems: shown(problems.slice(0, SHOWN), texts),
    count: problems.length,
  }
}

function shown(problems: readonly Problem[], texts: Texts): Shown[] {
  const excerpts = new Map<string, ReturnType<typeof excerptsOf>>()
  return problems.map((problem) => {
    const { file } = problem
    if (file === undefined || !Object.hasOwn(texts, file)) return problem
    const excerptOf = excerpts.get(file) ?? excerptsOf(texts[file]!)
    excerpts.set(file, excerptOf)
    const excerpt = excerptOf(problem)
    return excerpt ? { ...problem, excerpt } : problem
  })
}

interface Known {
  readonly title: string
  /** In place of what the package says, which speaks to programs. */
  readonly help?: string
}

const SOURCE: Known = { title: 'This source does not pack' }
const SIGNATURE: Known = { title: 'The signature is not accepted' }

const TITLES: Readonly<Record<string, Known>> = {
  'truncated': { title: 'The file is cut off', help: 'fetch it again, whole, and as binary' },
  'not-a-snapshot': { title: 'This is no snapshot' },
  'unsupported-version': { title: 'Another format version', help: 'open it with the console of the release that packed it, or pack it again with the release of this one' },
  'checksum': { title: 'The file is damaged', help: 'its checksum does not agree: fetch it again, whole, and as binary' },
  'corrupt': { title: 'The file is damaged', help: 'nothing in it can be trusted: pack it again from its source' },
  'slice': {
    title: 'This is a slice, for one user',
    help: 'a slice holds what one person may do, and nothing of anybody else: open the whole snapshot that it was cut from, or the source',
  },
  'too-large': { title: 'The snapshot is too large for this page', help: 'cut shards with `rolepack pack --ids FROM..TO`, and open one of them' },
  'no-managers': { title: 'Nobody here has a manager' },
  'no-review': { title: 'This cannot be reviewed' },
  'unsigned': { title: 'Not signed, and a key is set', help: 'sign it with `rolepack pack --sign KEY`, or take the key away below if snapshots without a signature are to be opened' },
  'unknown-key': { title: 'Signed by another key', help: 'ask whoever packs for the public key; while keys are changed, set the old one and the new one' },
  'wrong-signature': { title: 'The signature is wrong', help: 'fetch it again, and if it stays so take it for forged: find out who wrote it' },
}

/** A module that traps, and a text that is longer than can be, are for want of memory. */
const TOO_MUCH: Refusal = {
  title: 'This is too much for this browser',
  code: 'out-of-memory',
  message: 'There was not enough memory to pack or to list it.',
  help: 'pack it with `rolepack pack` and open the snapshot, or cut shards with `rolepack pack --ids FROM..TO` and open one of them',
  problems: [],
  count: 0,
}

const NO_WEBASSEMBLY: Refusal = {
  title: 'This page cannot decide here',
  code: 'no-webassembly',
  message: 'The browser or the policy of this host does not let WebAssembly run, and nothing else in the page decides.',
  help: "serve the page with `script-src 'self' 'wasm-unsafe-eval'`, or leave the browser's lockdown mode",
  problems: [],
  count: 0,
}
