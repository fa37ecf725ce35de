// Bundles `src/dom/page.ts` into files that a page without a build step can name: what it loads on demand stays apart.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(new URL('../dist/page', import.meta.url), { recursive: true, force: true })
await build({ absWorkingDir: root, entryPoints: ['dist/dom/page.js'], outdir: 'dist/page', bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'warning' })
