// Vitest, which leaves packages to Node.js or transforms them, as it is told. It wants a newer Node.js than the package does.
import { readFile } from 'node:fs/promises'
import { binary } from './binaries.mjs'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const { version } = JSON.parse(await readFile(tool('vitest/package.json')))

for (const project of ['imported by Node', 'transformed']) {
  suiteIn(`Vitest ${version}, ${project}`, async () => {
    const report = fresh(`vitest/${project}.json`)
    await say(binary('node'), [tool('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=json', '--outputFile', report], { cwd: fresh('vitest') })
    return JSON.parse(await readFile(report)).testResults[0].assertionResults.map(({ title, status, failureMessages }) => ({ name: title, failure: status === 'passed' ? undefined : failureMessages.join('\n') || status }))
  })
}
