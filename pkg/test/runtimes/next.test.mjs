// A Next application, built and started: a server component, a client component, the proxy before both, and an edge route.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { after } from 'node:test'
import { resultsOf } from './chromium.mjs'
import { fresh, tool } from './fresh.mjs'
import { quiet, say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const { version } = JSON.parse(await readFile(tool('next/package.json')))
const next = tool('next/dist/bin/next')
const env = { NEXT_TELEMETRY_DISABLED: '1' }

const started = say(process.execPath, [next, 'build'], { cwd: fresh('next'), env }).then(start)

/** The address at which what was built is served. */
function start() {
  const server = spawn(process.execPath, [next, 'start', '--hostname', '127.0.0.1', '--port', '0'], { cwd: fresh('next'), env: quiet(env), stdio: ['ignore', 'pipe', 'pipe'] })
  after(() => server.kill())
  return new Promise((resolve, reject) => {
    let said = ''
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (text) => {
        said += text
        const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
        if (address && said.includes('Ready')) resolve(address)
      })
    }
    server.once('exit', () => reject(new Error(said)))
  })
}

async function answer(path) {
  const response = await fetch(`${await started}${path}`)
  return response.text()
}

suiteIn(`Next ${version}, a server component`, async () => {
  const [, results] = /<pre id="server">(.*?)<\/pre>/s.exec(await answer('/'))
  return results.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
}, { slim: false })
suiteIn(`Next ${version}, a client component in Chromium`, async () => resultsOf(await started))
suiteIn(`Next ${version}, the proxy`, () => answer('/proxied'), { slim: false })
suiteIn(`Next ${version}, an edge route`, () => answer('/edge'), { slim: false })
