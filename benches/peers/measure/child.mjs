import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { LIMITS, LimitPassed } from './limits.mjs'

/**
 * A process of its own that answers commands. It ends with a `LimitPassed` if it needs too much memory or time.
 *
 * @param {string} script
 * @param {string[]} args
 * @param {string[]} [flags]
 */
export function child(script, args, flags = []) {
  const forked = fork(fileURLToPath(new URL(script, import.meta.url)), args, {
    execArgv: [`--max-old-space-size=${LIMITS.heapMiB}`, ...flags], stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let said = ''
  forked.stderr.on('data', (text) => (said = (said + text).slice(-4000)))
  let gone
  forked.once('exit', (code, signal) => (gone = { code, signal }))

  /** The next message. @param {number} seconds */
  const answer = (seconds) =>
    new Promise((resolve, reject) => {
      const done = () => (clearTimeout(timer), forked.off('message', message), forked.off('exit', exit))
      const message = (text) => (done(), text.error === undefined ? resolve(text) : reject(new Error(text.error)))
      const exit = () => (done(), reject(ended(said)))
      const timer = setTimeout(() => (done(), forked.kill('SIGKILL'), reject(new LimitPassed(`over ${seconds} s`))), seconds * 1000)
      forked.on('message', message)
      if (gone) exit()
      else forked.once('exit', exit)
    })

  return {
    answer,
    async ask(command, options = {}, seconds = LIMITS.stepSeconds) {
      forked.send({ command, ...options })
      return (await answer(seconds)).answer
    },
    stop: () => forked.kill('SIGKILL'),
  }
}

function ended(said) {
  if (/heap out of memory|Map maximum size|Set maximum size|Invalid string length/.test(said)) return new LimitPassed(`over ${LIMITS.heapMiB / 1024} GiB of heap`)
  // Of an error that Node prints, the line that names it; around it stands the source, which is minified.
  return new Error(said.match(/^\w*Error.*/m)?.[0] ?? (said.trim().split('\n').at(-1)?.slice(0, 200) || 'ended without a word'))
}
