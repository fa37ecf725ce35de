// Vitest, which leaves packages to Node.js or transforms them, as it is told; with a page's globals too. It wants a newer Node.js than the package does.
import { readFile } from 'node:fs/promises'
import { binary } from './binaries.mjs'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'
import { reported, suiteIn } from './suite.mjs'

const { version } = JSON.parse(await readFile(tool('vitest/package.json')))

for (const project of ['imported by Node', 'transformed, in jsdom']) {
  suiteIn(`Vitest ${version}, ${project}`, async () => {
    const report = fresh(`vitest/${project}.json`)
    await say(binary('node'), [tool('vitest/vitest.mjs'), 'run', '--project', project, '--testTimeout=120000', '--reporter=json', '--outputFile', report], { cwd: fresh('vitest') })
    return reported(await readFile(report))
  })
}
