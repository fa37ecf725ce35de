// Functions in Vercel's edge runtime, bundled as its platform does it: a module imported by `name.wasm?module` is compiled by the
// platform, and compiling bytes is forbidden.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { EdgeRuntime } from 'edge-runtime'
import { build } from 'esbuild'
import { fresh, tool } from './fresh.mjs'

export const { version } = JSON.parse(await readFile(tool('edge-runtime/package.json')))

/** What the function of a file answers; `query`: what it is asked. */
export async function dispatched(file, query = '') {
  const modules = {}
  const compiled = {
    name: 'compiled by the platform',
    setup({ onResolve, onLoad, resolve }) {
      onResolve({ filter: /\.wasm\?module$/ }, async ({ path, ...importer }) => {
        const found = await resolve(path.slice(0, -'?module'.length), importer)
        return { ...found, namespace: 'compiled' }
      })
      onLoad({ filter: /./, namespace: 'compiled' }, async ({ path }) => {
        const name = `wasm_${basename(path).replaceAll('.', '_')}`
        modules[name] = await WebAssembly.compile(await readFile(path))
        return { contents: `export default globalThis.${name}` }
      })
    },
  }
  const { outputFiles } = await build({
    absWorkingDir: fresh(), entryPoints: [file], bundle: true, format: 'iife', target: 'es2022', conditions: ['edge-light', 'worker', 'browser'], plugins: [compiled], write: false, logLevel: 'error',
  })
  const runtime = new EdgeRuntime({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, modules),
    initialCode: outputFiles[0].text,
  })
  const response = await runtime.dispatchFetch(`http://edge/${query}`)
  return response.text()
}
