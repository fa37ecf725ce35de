// Vite: its development server, and what it builds.
import { after } from 'node:test'
import { createServer, preview, version } from 'vite'
import { resultsOf } from './chromium.mjs'
import { fresh, tool } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const application = { root: fresh('vite'), configFile: false, logLevel: 'error', cacheDir: fresh('vite/cache') }
const here = { host: '127.0.0.1', port: 0 }
const address = ({ httpServer }) => `http://127.0.0.1:${httpServer.address().port}/`

suiteIn(`Chromium, served by Vite ${version} in development`, async () => {
  const server = await (await createServer({ ...application, server: here })).listen()
  after(() => server.close())
  return resultsOf(address(server), { development: true })
})

suiteIn(`Chromium, built by Vite ${version}`, async () => {
  await say(process.execPath, [tool('vite/bin/vite.js'), 'build'], { cwd: application.root })
  const server = await preview({ ...application, preview: here })
  after(() => server.close())
  return resultsOf(address(server))
})
