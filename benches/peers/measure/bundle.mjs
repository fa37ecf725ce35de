import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { brotli } from './brotli.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * What is shipped of one that is compared: its `load` with all that it imports, bundled and minified; without what is loaded on demand only.
 * Everything is measured from this bundle, so that nobody pays for the number of files that they are published in.
 *
 * @param {import('../peers/index.mjs').Peer} peer
 * @param {string} folder
 * @returns {Promise<{ entry: string, shipped: { bytes: number, brotli: number } }>}
 */
export async function bundle({ name, files = [] }, folder) {
  mkdirSync(folder, { recursive: true })
  const { metafile } = await build({
    stdin: { contents: `export { load } from './peers/${name}.mjs'`, resolveDir: root, sourcefile: `${name}.mjs` },
    absWorkingDir: root, outdir: folder, entryNames: 'entry', outExtension: { '.js': '.mjs' },
    bundle: true, minify: true, splitting: true, metafile: true, format: 'esm', platform: 'node', target: 'node20', logLevel: 'error',
    // CommonJS inside asks for Node's own modules so.
    banner: ['casbin', 'easy-rbac', 'rbac'].includes(name) ? { js: "import{createRequire as requireOf}from'node:module';const require=requireOf(import.meta.url);" } : {},
  })
  const outputs = Object.fromEntries(Object.entries(metafile.outputs).map(([path, output]) => [join(root, path), output]))
  const entry = join(folder, 'entry.mjs')
  const shipped = [...imported(outputs, entry)]
  for (const file of files) {
    const copy = join(folder, basename(file))
    copyFileSync(join(root, 'node_modules', file), copy)
    shipped.push(copy)
  }
  const contents = shipped.map((path) => readFileSync(path))
  return {
    entry,
    shipped: {
      bytes: contents.reduce((sum, { length }) => sum + length, 0),
      brotli: (await Promise.all(contents.map(brotli))).reduce((sum, size) => sum + size, 0),
    },
  }
}

/** The file and all that it imports at once. */
function imported(outputs, path, seen = new Set()) {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const next of outputs[path].imports) {
    if (next.kind === 'import-statement' && !next.external) imported(outputs, join(root, next.path), seen)
  }
  return seen
}
