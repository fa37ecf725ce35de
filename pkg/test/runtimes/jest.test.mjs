// Jest, with modules of ECMAScript: alone, and with a page's globals.
import { readFile } from 'node:fs/promises'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'
import { reported, suiteIn } from './suite.mjs'

const { version } = JSON.parse(await readFile(tool('jest/package.json')))

for (const project of ['node', 'jsdom']) {
  suiteIn(`Jest ${version}, ${project}`, async () => {
    const report = await say(process.execPath, ['--experimental-vm-modules', tool('jest/bin/jest.js'), '--selectProjects', project, '--json', '--testTimeout=120000', '--watchman=false', '--cacheDirectory', fresh('jest/cache')], { cwd: fresh('jest') })
    return reported(report)
  })
}
