// Jest, with its modules of ECMAScript.
import { readFile } from 'node:fs/promises'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const { version } = JSON.parse(await readFile(tool('jest/package.json')))

suiteIn(`Jest ${version}`, async () => {
  const report = await say(process.execPath, ['--experimental-vm-modules', tool('jest/bin/jest.js'), '--json', '--watchman=false', '--cacheDirectory', fresh('jest/cache')], { cwd: fresh('jest') })
  return JSON.parse(report).testResults[0].assertionResults.map(({ title, status, failureMessages }) => ({ name: title, failure: status === 'passed' ? undefined : failureMessages.join('\n') || status }))
})
