// Programs that answer on their standard output.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { fresh } from './fresh.mjs'

/** The environment, and with it the word to ask nobody for updates and to report nothing. */
export function quiet(env) {
  const told = { ...process.env, CI: '1', DO_NOT_TRACK: '1', NO_COLOR: '1', ...env }
  // Set for the tests' own processes, or by the tools in them; theirs are others.
  for (const name of ['NODE_ENV', 'NODE_TEST_CONTEXT', 'NODE_OPTIONS', 'FORCE_COLOR']) delete told[name]
  return told
}

/** What a program says, run in the fresh folder. */
export async function say(program, args, { cwd = fresh(), env = {} } = {}) {
  try {
    const { stdout } = await promisify(execFile)(program, args, { cwd, env: quiet(env), maxBuffer: 2 ** 28, timeout: 600_000, encoding: 'utf8' })
    return stdout
  } catch (error) {
    throw new Error(`${error.message}\n${error.stdout ?? ''}`, { cause: error })
  }
}
