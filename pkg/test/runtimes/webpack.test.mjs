// webpack: for browsers in both modes, and for Node.js.
import { promisify } from 'node:util'
import webpack from 'webpack'
import { resultsOf, serve } from './chromium.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

async function bundle(entry, name, { mode, target }) {
  const stats = await promisify(webpack)({
    context: fresh(), entry: `./${entry}`, mode, target, devtool: false, performance: false, output: { path: fresh(`webpack/bundle-${name}`), filename: '[name].mjs', module: true }, experiments: { outputModule: true },
  })
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'))
}

for (const mode of ['production', 'development']) {
  suiteIn(`Chromium, bundled by webpack ${webpack.version} for ${mode}`, async () => {
    await bundle('webpack/page.js', mode, { mode, target: 'web' })
    return resultsOf(await serve(`webpack/bundle-${mode}`, 'main.mjs'), { development: mode === 'development' })
  })
}

suiteIn(`Node, bundled by webpack ${webpack.version}`, async () => {
  await bundle('webpack/tell.js', 'node', { mode: 'production', target: 'node20' })
  return say(process.execPath, ['webpack/bundle-node/main.mjs'])
})
