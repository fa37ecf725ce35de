// The gate's module as `rolepack/slim` is given it.
import type { Engine, Expected } from './engine.js'
import { RolepackError } from './errors.js'
import { openIn } from './gate.js'
import { VERSION } from './wasm/version.js'

/** `rolepack/engine.wasm`: compiled, as bytes, or as the answer that brings it. */
export type EngineSource = WebAssembly.Module | BufferSource | Response

const SERVE = 'give the file `rolepack/engine.wasm` of the version that is installed, as it is'

/** A module that holds nothing. */
const LEAST = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)

let given: WebAssembly.Module | undefined

/**
 * Gives the engine, once, before anything is loaded. An answer of `fetch` is compiled while it arrives. A compiled module and bytes
 * are taken before this returns, so that nobody needs to wait for the promise; rejects with a `RolepackError` where it is no engine, or that of
 * another version, and where WebAssembly is missing or forbidden.
 */
export async function initialize(engine: EngineSource | PromiseLike<EngineSource>): Promise<void> {
  given = checked(here(engine) ?? (await arrived(await engine)))
}

/** Opens a snapshot in an instance of its own. */
export function gate(snapshot: Uint8Array, expected: Expected): Engine {
  if (!given) throw new RolepackError('not-initialized', 'there is no engine yet', 'await `initialize(fetch(…))` before a snapshot is loaded')
  return openIn(given, snapshot, expected)
}

/** The module, where it need not be waited for. */
function here(engine: unknown): WebAssembly.Module | undefined {
  const kind = Object.prototype.toString.call(engine)
  if (kind === '[object WebAssembly.Module]') return engine as WebAssembly.Module
  return ArrayBuffer.isView(engine) || kind === '[object ArrayBuffer]' ? compile(engine as BufferSource) : undefined
}

async function arrived(engine: EngineSource): Promise<WebAssembly.Module> {
  const module = here(engine)
  if (module) return module
  const response = engine as Response
  if (typeof response?.arrayBuffer !== 'function') {
    throw new TypeError('an engine is given as a WebAssembly.Module, as bytes, or as a Response')
  }
  if (!response.ok) throw new RolepackError('no-engine', `the engine was not served: status ${response.status}`, SERVE)
  // Compiling while it arrives is for answers that say what they are; others are taken whole.
  const streams = 'compileStreaming' in (globalThis.WebAssembly ?? {}) && response.headers.get('content-type')?.toLowerCase() === 'application/wasm'
  if (!streams) return compile(await response.arrayBuffer())
  return WebAssembly.compileStreaming(response).catch((error) => {
    throw refused(error)
  })
}

function compile(bytes: BufferSource): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes)
  } catch (error) {
    throw refused(error)
  }
}

/** What another version was compiled for would be answered wrongly or not at all. */
function checked(engine: WebAssembly.Module): WebAssembly.Module {
  const [version] = WebAssembly.Module.customSections(engine, 'rolepack').map((section) => new TextDecoder().decode(section))
  if (version === VERSION) return engine
  const what = version === undefined ? 'this is no engine of rolepack' : `the engine is that of rolepack ${version}, and this is ${VERSION}`
  throw new RolepackError('wrong-engine', what, SERVE)
}

/** What cannot be compiled: where the least of modules cannot be either, there is no WebAssembly, or a page's policy forbids it. */
function refused(error: unknown): unknown {
  let why: RolepackError
  try {
    new WebAssembly.Module(LEAST)
    if (!(error instanceof WebAssembly.CompileError)) return error
    why = new RolepackError('wrong-engine', 'this is no WebAssembly', SERVE)
  } catch {
    why = new RolepackError('no-webassembly', 'WebAssembly is missing or forbidden', "give it compiled, allow `'wasm-unsafe-eval'` in the CSP, or use `rolepack/js`")
  }
  why.cause = error
  return why
}
