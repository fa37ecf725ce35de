// esbuild: for browsers, and for Node.js.
import { build, version } from 'esbuild'
import { resultsOf, serve } from './chromium.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const bundle = (entry, options) => build({ absWorkingDir: fresh(), entryPoints: [entry], outdir: 'esbuild/bundle', bundle: true, minify: true, format: 'esm', logLevel: 'error', ...options })

suiteIn(`Chromium, bundled by esbuild ${version}`, async () => {
  await bundle('esbuild/page.js', { splitting: true, loader: { '.wasm': 'file' } })
  return resultsOf(await serve('esbuild/bundle', 'page.js'))
})

suiteIn(`Node, bundled by esbuild ${version}`, async () => {
  await bundle('tell.mjs', { platform: 'node', outExtension: { '.js': '.mjs' } })
  return say(process.execPath, ['esbuild/bundle/tell.mjs'])
})
