// The oldest Node.js that the package is for, and the newest.
import { binary } from './binaries.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

for (const node of [binary('oldNode'), binary('node')]) {
  const version = (await say(node, ['--version'])).trim()
  suiteIn(`Node ${version}`, () => say(node, ['tell.mjs']))
}
