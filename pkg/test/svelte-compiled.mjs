// What a bundler's plug-in for Svelte does: components and modules with runes, through the real compiler.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { compile, compileModule } from './svelte-versions.mjs'

/** A plug-in of esbuild's, for a `client` or a `server`. What the compiler warns of is thrown. */
export function svelte(generate, options = {}) {
  return {
    name: 'svelte',
    setup(build) {
      build.onLoad({ filter: /\.svelte(\.js)?$/ }, async ({ path: filename }) => {
        const source = await readFile(filename, 'utf8')
        const made = (filename.endsWith('.js') ? compileModule : compile)(source, { filename: basename(filename), generate, ...options })
        if (made.warnings.length > 0) throw new Error(made.warnings.map(String).join('\n'))
        return { contents: made.js.code, loader: 'js' }
      })
    },
  }
}
