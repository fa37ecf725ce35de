import { defineConfig } from 'vite'

export default defineConfig({
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
  // The sample organisation lies beside this folder.
  server: { fs: { allow: ['..'] } },
})
