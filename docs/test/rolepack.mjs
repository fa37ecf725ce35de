// The command line, built as the tests of the workspace build it.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

let built

/** The path of the program: that of ROLEPACK, else one that is built now. */
export function rolepack() {
  return (built ??= process.env.ROLEPACK ?? executable())
}

function executable() {
  const messages = execFileSync('cargo', ['build', '--quiet', '--workspace', '--all-features', '--bin=rolepack', '--message-format=json'], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'inherit'],
  })
  return messages.split('\n').filter(Boolean).map((line) => JSON.parse(line)).findLast(({ executable }) => executable).executable
}
