// A page in Chromium with a module that is bundled from the package as installed. What goes wrong in it, and all that its console is told, fails the test.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'

let launched
after(async () => (await launched)?.close())

/** Serves pages of any markup that have the module's exports as `ui`, by what a framework wants of the bundler. Gives what opens one. */
export async function pagesWith(folder, code, { conditions = [], plugins = [] } = {}) {
  writeFileSync(join(folder, 'page.mjs'), code)
  // As developed, for that is when a framework tells of what is wrong.
  const { outputFiles } = await build({ absWorkingDir: folder, entryPoints: ['page.mjs'], bundle: true, format: 'iife', globalName: 'ui', platform: 'browser', target: 'es2022', write: false, conditions: ['development', ...conditions], plugins, define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' } })
  let markup = ''
  const server = createServer(({ url }, response) => {
    if (url === '/page.js') return response.setHeader('content-type', 'text/javascript').end(outputFiles[0].text)
    response.setHeader('content-type', 'text/html; charset=utf-8').end(`<!doctype html><html lang="en"><title>page</title><link rel="icon" href="data:,"><body>${markup}<script src="/page.js"></script>`)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  launched ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  const browser = await launched
  return async (body = '') => {
    markup = body
    const tab = await browser.newPage()
    const said = []
    tab.on('console', (message) => ['warning', 'error'].includes(message.type()) && said.push(message.text()))
    tab.on('pageerror', (error) => said.push(String(error)))
    await tab.goto(`http://127.0.0.1:${server.address().port}/`)
    return Object.assign(tab, { quiet: () => assert.deepEqual(said, []) })
  }
}
