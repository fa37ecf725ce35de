// Runs a program for WASI (preview 1) on this machine's files, with its rights. Node's own WASI is experimental, is in few of the other
// runtimes, opens no pipe by name (`/dev/stdin`, `<(…)`), and lets a replaced file lose its permissions.
import { isatty } from 'node:tty'
import { Files } from './files.mjs'
import { errno, NOSYS } from './errno.mjs'
import { Memory } from './memory.mjs'
import { process as ofProcess, Exit } from './process.mjs'
import { rooted } from './windows.mjs'

/** What a program ends with that breaks off, as natively. */
const BROKEN_OFF = 101

/** Runs it with these arguments, the first of which is its name, and answers the exit status. */
export function run(program, args) {
  const memory = new Memory()
  const files = new Files(memory)
  const module = new WebAssembly.Module(program)
  const calls = { ...ofProcess(memory, args, environment()), ...files.calls() }
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: answered(calls) })
  memory.of(instance.exports.memory)
  try {
    instance.exports._start()
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.status
    // Whatever it had to say of that it has said; a stack that is too deep it could not.
    if (!(error instanceof WebAssembly.RuntimeError)) console.error(`error: ${error.message}`)
    return BROKEN_OFF
  }
}

/** Each call answers a number: 0, or that of what it throws. */
function answered(calls) {
  return Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      (...given) => {
        try {
          return call(...given) ?? 0
        } catch (error) {
          if (error instanceof Exit) throw error
          return errno(error) ?? NOSYS
        }
      },
    ]),
  )
}

/** Where paths begin, and what a terminal is, which the program cannot find out. */
function environment() {
  const told = { ...process.env, PWD: rooted(process.cwd()) }
  if (isatty(1)) told.COLUMNS ??= String(process.stdout.columns || 80)
  // Its terminals understand colours, and say so nowhere.
  if (process.platform === 'win32') told.TERM ??= 'xterm'
  return told
}
