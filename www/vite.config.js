import { defineConfig } from 'vite'

/**
 * Stands in the page itself, whatever a host sends: nothing is fetched, sent or run but what the build and its own origin hold. Only in a
 * build, for the server of `npm run dev` writes into the page.
 */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'"

export default defineConfig({
  plugins: [
    {
      name: 'policy',
      apply: 'build',
      transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' }],
    },
  ],
  // Relative paths, so that the build can be dropped into any folder of any host.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    // Nothing is written into addresses as `data:`, which a strict policy refuses, and nothing as an inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4096,
  },
  // What the worker seldom wants it fetches then.
  worker: { format: 'es' },
  // The sample organisation lies beside this folder.
  server: { fs: { allow: ['..'] } },
})
