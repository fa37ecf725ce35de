// esbuild: for browsers, and for Node.js.
import { build, version } from 'esbuild'
import { resultsOf, serve } from './chromium.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const bundle = (entry, options) => build({ absWorkingDir: fresh(), entryPoints: [entry], outdir: 'esbuild', bundle: true, minify: true, format: 'esm', logLevel: 'error', ...options })

suiteIn(`Chromium, bundled by esbuild ${version}`, async () => {
  await bundle('page.mjs', { splitting: true })
  return resultsOf(await serve('esbuild', 'page.js'))
})

suiteIn(`Node, bundled by esbuild ${version}`, async () => {
  await bundle('tell.mjs', { platform: 'node', outExtension: { '.js': '.mjs' } })
  return say(process.execPath, ['esbuild/tell.mjs'])
})
